package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;

/**
 * Memory does not grow with the table: neither the rows nor their keys are ever all in it. With
 * {@code -Dferry.test.small-heap-rows=1000000} it is a million rows.
 */
class SmallHeapIT {
    private static final int ROWS = Integer.getInteger("ferry.test.small-heap-rows", 50_000);
    private static final int BATCH = 10_000;
    private static final int LARGE = 12_000_000;

    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    void manyRowsAreMigratedThroughALittleMemory(TestDatabase database) throws Exception {
        fill(database);

        FerryProcess.Outcome up = ferry("upgrade", "--to", "12", "--yes", "--assume-stopped")
                .java("-Xmx64m")
                .on(database)
                .run();

        assertThat(up.exit()).as("%s %s", up.text(), up.err()).isZero();
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from JettySessions where maxInterval = 1800000"))
                    .isEqualTo(ROWS);
        }
    }

    /** Under guests rows are read by keys, and not as a stream: many large ones must not come at once. */
    @ServerTest(POSTGRESQL)
    void soAreManyLargeOnesUnderGuests(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        for (int i = 0; i < 50; i++) {
            byte[] much = new byte[LARGE / 10];
            new Random(i).nextBytes(much);
            StoredRow row = StoredRow.of(
                            "node1large" + i, SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("much", much)))
                    .withRowId();
            StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(row));
        }

        FerryProcess.Outcome up = ferry("upgrade", "--to", "12", "--live", "--yes", "--assume-stopped")
                .java("-Xmx64m")
                .on(database)
                .run();

        assertThat(up.exit()).as("%s %s", up.text(), up.err()).isZero();
    }

    /** What the refusal says is enough is enough. */
    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    void largeSessionsAreRefusedBeforehandOrFit(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        List<StoredRow> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            byte[] much = new byte[LARGE / (1 + i % 2)];
            new Random(i).nextBytes(much);
            rows.add(StoredRow.of(
                            "node1large" + i, SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("much", much)))
                    .withRowId());
        }
        for (StoredRow row : rows) {
            StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(row));
        }
        FerryCommand command = ferry("upgrade", "--to", "12", "--yes", "--assume-stopped");

        FerryProcess.Outcome refused = command.java("-Xmx64m").on(database).run();

        assertThat(refused.exit()).as("%s", refused.err()).isEqualTo(ExitCode.REFUSED);
        String said = String.join(" ", refused.err());
        assertThat(said).contains("is too small for sessions of up to", "Nothing was changed");
        Matcher enough = Pattern.compile("-Xmx[0-9]+m").matcher(said);
        assertThat(enough.find()).isTrue();

        FerryProcess.Outcome up = ferry("upgrade", "--to", "12", "--yes", "--assume-stopped")
                .java(enough.group())
                .on(database)
                .run();

        assertThat(up.exit()).as("%s %s", up.text(), up.err()).isZero();
    }

    private static void fill(TestDatabase database) throws Exception {
        StoreFixture.fill(database, 1, List.of());
        byte[] blob =
                SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("user", "alice", "much", "x".repeat(1000)));
        for (int from = 0; from < ROWS; from += BATCH) {
            List<StoredRow> rows = new ArrayList<>();
            for (int i = from; i < from + BATCH; i++) {
                rows.add(StoredRow.of("node1session" + i, blob).withRowId());
            }
            StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        }
    }
}
