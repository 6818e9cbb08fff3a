package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.KindCondition.ofKind;
import static org.jettyferry.testkit.cli.FerryCommand.ferry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.LocalHost;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.NullListener;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;
import org.junit.jupiter.api.io.TempDir;

/** Two runs on one store: one works; and one that was thought dead does no harm when it wakes up. */
class TwoRunsIT {
    private static final int ROWS = 30;

    @TempDir
    Path folder;

    @ServerTest
    void theSecondIsToldWhoHoldsTheLockAndAKilledRunHoldsNone(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        Path pause = Files.createFile(folder.resolve("pause"));
        try (FerryProcess first =
                upgrade(database, "--pause-file", pause.toString()).start().awaitWords("Paused while")) {
            FerryProcess.Outcome second = upgrade(database).runHere();

            assertThat(second.exit()).isEqualTo(6);
            assertThat(String.join("\n", second.err()))
                    .contains("another run holds the lock")
                    .contains(LocalHost.name() + ", process " + first.pid())
                    .containsPattern("run \\d{17}")
                    .contains("Nothing was changed");
            assertThat(upgrade(database, "--table", "JETTYSESSIONS").runHere().exit())
                    .isEqualTo(6);
            first.kill();
            assertThat(first.outcome().exit()).isEqualTo(137);
        }
        assertThat(upgrade(database).runHere().exit()).isEqualTo(4);
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MSSQL})
    void aProcessThatWasStoppedWhileAnotherTookOverChangesNothing(TestDatabase database) throws Exception {
        SmallStore.make(database, 1, ROWS);
        Path pause = Files.createFile(folder.resolve("pause"));
        try (FerryProcess sleeper =
                upgrade(database, "--pause-file", pause.toString()).start().awaitWords("Paused while")) {
            sleeper.signal("STOP");
            dropConnections(database);
            assertThat(upgrade(database).runHere().exit()).isEqualTo(4);
            StoreDump done = StoreDump.withoutRun(database);

            Files.delete(pause);
            sleeper.signal("CONT");

            FerryProcess.Outcome outcome = sleeper.outcome();
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.err()).anyMatch(line -> line.contains("the connection broke"));
            assertThat(StoreDump.withoutRun(database)).isEqualTo(done);
        }
    }

    /** As it would be if the lock were lost alone, behind a pool of connections for example: the token holds. */
    @ServerTest
    void aLateChunkIsNotCommitted(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        AtomicReference<StoreDump> takenOver = new AtomicReference<>();
        MigrationListener listener = new NullListener() {
            @Override
            public void progress(long done, long total) {
                takenOver.set(takeOver(database));
            }
        };
        MigrationControl control = new MigrationControl(
                new RateLimit(OptionalInt.of(10), OptionalInt.empty(), Optional.empty()),
                true,
                false,
                Optional.empty(),
                plan -> true,
                listener);
        SessionStore store = new SessionStore(StoreFixture.open(database), StoreNames.defaults());

        assertThatThrownBy(() -> store.migrate(Options.upgrade(), control))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("was taken over by another@host");
        assertThat(StoreDump.of(database)).isEqualTo(takenOver.get());
    }

    private static StoreDump takeOver(TestDatabase database) {
        try (Connection connection = database.connect()) {
            Sql.update(connection, "update ferry_run set owner = 'another@host', owner_token = 'another'");
            return StoreDump.of(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As an administrator would do it, or a server that has not heard of its client for long. */
    static void dropConnections(TestDatabase database) throws SQLException {
        Database server = StoreFixture.open(database);
        try (Connection connection = server.open()) {
            String others = switch (server.dialect().id()) {
                case "postgresql" -> """
                                select pid from pg_stat_activity
                                 where datname = current_database() and pid <> pg_backend_pid()
                                """;
                case "sqlserver" -> "select spid from sys.sysprocesses where dbid = db_id() and spid <> @@spid";
                default -> """
                                select id from information_schema.processlist
                                 where db = database() and id <> connection_id()
                                """;
            };
            boolean postgres = server.dialect().id().equals("postgresql");
            for (String id : Sql.texts(connection, others)) {
                Sql.execute(connection, postgres ? "select pg_terminate_backend(" + id + ")" : "kill " + id);
            }
        }
    }

    private static FerryCommand upgrade(TestDatabase database, String... more) {
        List<String> line =
                new ArrayList<>(List.of("upgrade", "--to", "12", "--yes", "--assume-stopped", "--chunk-rows", "5"));
        line.addAll(List.of(more));
        return ferry(line.toArray(new String[0])).on(database);
    }
}
