package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.servers.PowerCut;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.SwapControls;

/**
 * Cuts a run off behind one change that it makes after the other, and runs it again: the end is that of a run that
 * nobody disturbed, row by row, table by table, with the journal, the backups and the quarantine.
 */
class CrashIT {
    private static final int ROWS = 40;
    private static final int CHUNK_ROWS = 18;

    private enum Way {
        UP(1, MigrationOptions.Direction.UPGRADE, "12", MigrationOptions.Blobs.REWRITE, true),
        DOWN(2, MigrationOptions.Direction.DOWNGRADE, "9.3", MigrationOptions.Blobs.REWRITE, true),
        UP_BY_COPY(1, MigrationOptions.Direction.UPGRADE, "12", MigrationOptions.Blobs.COPY, true),
        DOWN_BY_COPY(2, MigrationOptions.Direction.DOWNGRADE, "9.4.58", MigrationOptions.Blobs.COPY, true),
        UP_LIVE(1, MigrationOptions.Direction.UPGRADE, "12", MigrationOptions.Blobs.REWRITE, true),
        DOWN_LIVE(2, MigrationOptions.Direction.DOWNGRADE, "9.3", MigrationOptions.Blobs.REWRITE, true),
        UP_WITHOUT_SESSIONS(1, MigrationOptions.Direction.UPGRADE, "12", MigrationOptions.Blobs.REWRITE, false);

        private final int from;
        private final MigrationOptions.Direction direction;
        private final String to;
        private final MigrationOptions.Blobs blobs;
        private final boolean sessions;

        Way(int from, MigrationOptions.Direction direction, String to, MigrationOptions.Blobs blobs, boolean sessions) {
            this.from = from;
            this.direction = direction;
            this.to = to;
            this.blobs = blobs;
            this.sessions = sessions;
        }

        MigrationOptions options() {
            return this == UP_LIVE || this == DOWN_LIVE ? plain().asLive() : plain();
        }

        private MigrationOptions plain() {
            return new MigrationOptions(
                    direction,
                    JettyRelease.parse(to),
                    from == 2 ? Optional.of(JettyRelease.parse("12")) : Optional.empty(),
                    sessions ? MigrationOptions.Sessions.KEEP : MigrationOptions.Sessions.DROP,
                    blobs,
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    false,
                    Duration.ofMinutes(30),
                    sessions);
        }
    }

    @ServerTest(
            value = {ServerKind.POSTGRESQL, ServerKind.MYSQL},
            wide = ServerKind.MARIADB)
    void anUpgradeSurvivesACrashBehindAnyOfItsChanges(TestDatabase database) throws SQLException {
        new Crashes(database, Way.UP).behindEvery(8);
    }

    @ServerTest(
            value = {ServerKind.POSTGRESQL, ServerKind.MYSQL},
            wide = ServerKind.MARIADB)
    void aDowngradeSurvivesACrashBehindAnyOfItsChanges(TestDatabase database) throws SQLException {
        new Crashes(database, Way.DOWN).behindEvery(11);
    }

    @ServerTest(
            value = ServerKind.POSTGRESQL,
            wide = {ServerKind.MYSQL, ServerKind.MARIADB})
    void soDoRunsThatCopyBlobs(TestDatabase database) throws SQLException {
        new Crashes(database, Way.UP_BY_COPY).behindEvery(21);
        new Crashes(database, Way.DOWN_BY_COPY).behindEvery(31);
    }

    @ServerTest(
            value = ServerKind.MYSQL,
            wide = {ServerKind.POSTGRESQL, ServerKind.MARIADB})
    void soDoRunsUnderGuests(TestDatabase database) throws SQLException {
        new Crashes(database, Way.UP_LIVE).behindEvery(19);
        new Crashes(database, Way.DOWN_LIVE).behindEvery(29);
    }

    @ServerTest(value = ServerKind.MYSQL, wide = ServerKind.POSTGRESQL)
    void soDoRunsThatKeepNeitherSessionsNorBackup(TestDatabase database) throws SQLException {
        new Crashes(database, Way.UP_WITHOUT_SESSIONS).behindEvery(13);
    }

    /** A few, because the metadata of some of these servers are slow; where a crash leaves what, the other servers tell. */
    @ServerTest(ServerKind.MSSQL)
    void onSqlServerSomeCrashesStandForAll(TestDatabase database) throws SQLException {
        new Crashes(database, Way.UP).behindEvery(30);
        new Crashes(database, Way.DOWN).behindEvery(60);
    }

    /** All crashes of one way. */
    private record Crashes(TestDatabase database, Way way) {

        /** Begins elsewhere on each server, and tries the last change in any case: by then the tables are swapped. */
        void behindEvery(int step) throws SQLException {
            int stride = Wide.ON ? 1 : step; // some changes stand for all
            List<String> changes = undisturbed();
            StoreDump expected = StoreDump.withoutRun(database);
            assertThat(expected.tables().keySet()).noneMatch(table -> table.contains("_n"));
            int first = 1 + database.server().name().length() % stride;
            for (int at : IntStream.rangeClosed(1, changes.size())
                    .filter(change -> (change - first) % stride == 0 || change == changes.size())
                    .toArray()) {
                fresh();
                String where = way + ", cut behind change " + at + ": " + changes.get(at - 1);
                assertThat(died(at)).as(where).isTrue();
                again();
                assertThat(StoreDump.withoutRun(database)).as(where).isEqualTo(expected);
            }
        }

        private List<String> undisturbed() throws SQLException {
            fresh();
            PowerCut cut = PowerCut.never();
            migrate(StoreFixture.open(database, cut::open));
            return cut.changes();
        }

        private void fresh() throws SQLException {
            SmallStore.wipe(database);
            SmallStore.make(database, way.from, ROWS);
        }

        private boolean died(int at) {
            PowerCut cut = PowerCut.behind(at);
            try {
                migrate(StoreFixture.open(database, cut::open));
                return false;
            } catch (PowerCut.Died e) {
                return true;
            }
        }

        /** The server may not have noticed yet that the connections are gone. */
        private void again() {
            for (int attempt = 1; ; attempt++) {
                try {
                    migrate(StoreFixture.open(database));
                    return;
                } catch (OperatorException e) {
                    assertThat(e).is(ofKind(Kind.LOCKED));
                    assertThat(attempt).as(e.getMessage()).isLessThan(500);
                    Await.briefly();
                }
            }
        }

        private void migrate(Database connected) {
            RateLimit rateLimit = new RateLimit(OptionalInt.of(CHUNK_ROWS), OptionalInt.empty(), Optional.empty());
            MigrationControl control =
                    new MigrationControl(rateLimit, true, false, Optional.empty(), plan -> true, SwapControls.silent());
            new SessionStore(connected, StoreNames.defaults())
                    .migrate(way.options(), control)
                    .orElseThrow();
        }
    }
}
