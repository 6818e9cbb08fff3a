package org.jettyferry.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.Wire;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.junit.jupiter.api.Timeout;

/** A connection that dies while the server reads the rows of LOAD DATA LOCAL: what the driver makes of it hides nothing. */
class BrokenLoadIT {
    private static final int MEGABYTE = 1_000_000;
    private static final int ROWS = 6;

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    @Timeout(120)
    void aServerThatIsGoneInMidStreamIsALostConnection(TestDatabase test) throws SQLException {
        test.execute("create table T (map longblob)");
        try (Wire wire = Wire.to(test);
                Connection target = open(far(test, wire)).open();
                Statement statement = target.createStatement()) {
            InputStream rows = new BreakingStream(wire::cut);
            String load = LoadDataWriter.load("T", List.of("map"), new int[] {Types.BLOB});

            assertThatThrownBy(() -> stream(test).load(statement, load, rows))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(DatabaseException.of(open(test).dialect(), "load", e)
                                            .problem())
                                    .isEqualTo(ErrorKind.CONNECTION_LOST));
        }
        assertThat(SessionRows.of(test, "select count(*) from T")).containsExactly("0");
    }

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    @Timeout(300)
    void aRunThatIsCutOffInMidStreamLosesNothingAndIsRunAgain(TestDatabase database) throws Exception {
        List<StoredRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            byte[] much = new byte[2 * MEGABYTE];
            new Random(i).nextBytes(much);
            rows.add(SampleSession.row("node1large" + i, Map.of("much", much)));
        }
        StoreFixture.fill(database, 1, rows);
        try (Wire wire = Wire.to(database)) {
            wire.cutAfter(5L * MEGABYTE); // only the rows are so many bytes
            FerryProcess.Outcome cut = upgrade(far(database, wire));

            assertThat(cut.exit()).as("%s", cut).isEqualTo(1);
            assertThat(String.join(" ", cut.err()))
                    .contains("could not rewrite " + ROWS + " sessions: the connection broke")
                    .contains("run the same command again")
                    .doesNotContain("not foreseen", "NullPointer");
        }
        assertThat(SessionRows.of(database, "select count(*) from JettySessions"))
                .containsExactly(String.valueOf(ROWS));

        FerryProcess.Outcome again = upgrade(database);

        assertThat(again.exit()).as("%s", again).isZero();
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), rows);
    }

    private static TestDatabase far(TestDatabase database, Wire wire) {
        return new TestDatabase(database.server(), database.name(), wire.url(), database.user(), database.password());
    }

    private static FerryProcess.Outcome upgrade(TestDatabase database) {
        return ferry("upgrade", "--to", "12", "--yes", "--assume-stopped")
                .on(database)
                .runHere();
    }

    private static LoadDataWriter.Stream stream(TestDatabase test) {
        return test.url().startsWith("jdbc:mysql:") ? new ConnectorJStream() : new MariaDbStream();
    }

    private static Database open(TestDatabase test) {
        return Database.connect(
                new ConnectionSettings(test.url(), Optional.of(test.user()), Optional.of(test.password())));
    }

    /** Many rows of text, with something that happens behind the first megabyte. */
    private static final class BreakingStream extends InputStream {
        private final InputStream rows =
                new ByteArrayInputStream("row\n".repeat(2 * MEGABYTE).getBytes(StandardCharsets.US_ASCII));
        private final Runnable breaking;
        private long read;
        private boolean broken;

        BreakingStream(Runnable breaking) {
            this.breaking = breaking;
        }

        @Override
        public int read() throws IOException {
            return rows.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (read > MEGABYTE && !broken) {
                broken = true;
                breaking.run();
            }
            int count = rows.read(to, offset, length);
            read += Math.max(0, count);
            return count;
        }
    }
}
