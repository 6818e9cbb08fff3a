package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.Options;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** Stores whose columns are unusual: their types, their width, the name of the ids; up and back again. */
class RowFormsIT {
    private static final int ROWS = 15;

    /** A CHAR column pads its values with blanks, which are none of Jetty's. */
    @ServerTest
    void columnsOfAFixedWidth(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS, Map.of("varchar", "char"));
        SessionStore store = StoreFixture.store(database);
        long shop = count(database, "_shop");

        assertThat(MigrationRequest.upgrade("12").migrate(store).run().tally().rows())
                .isEqualTo(ROWS - 3);
        assertThat(count(database, "_shop")).isPositive().isLessThanOrEqualTo(shop);
        assertThat(count(database, "_")).isEqualTo(ROWS - 3 - count(database, "_shop"));
        assertThat(store.verify(SwapControls.silent()).findings()).isEmpty();
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was");

        assertThat(MigrationRequest.downgrade("9.3")
                        .migrate(store)
                        .run()
                        .tally()
                        .rows())
                .isEqualTo(ROWS - 3);
        assertThat(count(database, "")).isEqualTo(ROWS - 3 - count(database, "_shop"));
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was");
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from JettySessionIds"))
                    .isEqualTo(ROWS - 3);
        }
    }

    /** As Jetty 7 and 8 made them: a rowId holds more than the session id of which it is made. */
    @ServerTest
    void narrowColumnsWithoutMaxInterval(TestDatabase database) throws Exception {
        database.execute(narrow(StoreFixture.generation(database, 1)));
        StoredRow row = SampleSession.row("node1narrow0123456789", Map.of("user", "alice"))
                .with(CONTEXT_PATH, "_customer_portal_frontend")
                .without(SessionColumn.MAX_INTERVAL);
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(row.withRowId()));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("12").migrate(store);

        assertThat(MigrationRequest.downgrade("9.3")
                        .migrate(store)
                        .run()
                        .tally()
                        .rows())
                .isEqualTo(1);

        StoredRow back = StoredRow.all(database, "JettySessions", List.of(SessionColumn.values()))
                .get(0);
        assertThat(back.text(SessionColumn.ROW_ID)).isEqualTo(row.withRowId().text(SessionColumn.ROW_ID));
        assertThat(back.text(CONTEXT_PATH)).isEqualTo("_customer_portal_frontend");
    }

    private static String[] narrow(List<String> statements) {
        return statements.stream()
                .map(sql -> sql.replaceAll("varchar ?\\(\\d+\\)", "varchar(50)")
                        .replaceAll("rowId varchar\\(50\\)", "rowId varchar(120)")
                        .replaceAll("\\s+maxInterval bigint,", ""))
                .toArray(String[]::new);
    }

    /** {@code setIdColumn} of 9.3; known from the run that has set that table aside, though its backup is gone. */
    @ServerTest
    void theColumnOfTheIdsKeepsItsName(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS, Map.of("id", "myid"));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("9.4").migrate(store);
        MigrationRequest.upgrade("12").migrate(store);
        store.purge(store.backups());

        MigrationPlan plan = store.plan(MigrationRequest.downgrade("9.3").options());
        assertThat(store.statements(plan)).anyMatch(sql -> sql.contains("JettySessionIds") || sql.contains("myid"));
        MigrationRequest.downgrade("9.3").migrate(store);

        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(myid) from JettySessionIds"))
                    .isEqualTo(ROWS - 3);
        }
    }

    /** For a store that was born under 9.4 and whose ids no run has seen. */
    @ServerTest(ServerKind.POSTGRESQL)
    void theColumnOfTheIdsCanBeNamed(TestDatabase database) throws SQLException {
        SmallStore.make(database, 2, ROWS);
        SessionStore store =
                new SessionStore(StoreFixture.open(database), StoreNames.from(Map.of(TableNames.IDS_COLUMN, "myid")));
        store.migrate(Options.downgrade(), SwapControls.quiet());
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(myid) from JettySessionIds"))
                    .isEqualTo(ROWS - 2);
        }
    }

    /** What 9.4.20 and later hide behind underscores stands in the backup as it was. */
    @ServerTest
    void aContextPathThatTheBackupKnowsComesBack(TestDatabase database) throws Exception {
        StoredRow weird = SampleSession.row("weird", Map.of("user", "alice"))
                .with(CONTEXT_PATH, "_w!e=i,r")
                .withRowId();
        StoredRow plain = SampleSession.row("plain", Map.of("user", "bob"))
                .with(CONTEXT_PATH, "_x_y")
                .withRowId();
        StoreFixture.fill(database, 1, List.of(weird, plain));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("9.4").migrate(store);
        MigrationRequest.upgrade("12").migrate(store);

        MigrationPlan plan = store.plan(MigrationRequest.downgrade("9.3").options());
        assertThat(plan.warnings()).noneMatch(warning -> warning.contains("guess"));
        MigrationRequest.downgrade("9.3").migrate(store);

        assertThat(StoredRow.all(database, "JettySessions", List.of(SessionColumn.ROW_ID, CONTEXT_PATH)))
                .extracting(row -> row.text(SessionColumn.ROW_ID), row -> row.text(CONTEXT_PATH))
                .containsExactlyInAnyOrder(
                        tuple("_w!e=i,r_0.0.0.0_weird", "_w!e=i,r"), tuple("_x_y_0.0.0.0_plain", "_x_y"));
    }

    /** Releases that fill their rows alike can't be told apart, and a guess must not decide about the way. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aGuessedReleaseDoesNotBarTheWay(TestDatabase database) throws Exception {
        StoredRow row = StoredRow.of("a", SampleSession.written(ReleaseFixture.JETTY_11, Map.of("user", "alice")))
                .with(CONTEXT_PATH, "");
        StoreFixture.fill(database, 2, List.of(row));
        SessionStore store = StoreFixture.store(database);
        MigrationPlan down = store.plan(MigrationRequest.downgrade("10").options());
        assertThat(down.from().release()).hasToString("10.0.26");
        assertThat(down.warnings()).anyMatch(warning -> warning.contains("--from"));
        database.execute("update JettySessions set contextPath = '_', cookieTime = createTime");
        assertThat(store.plan(MigrationRequest.upgrade("12.0").options()).from().release())
                .hasToString("12.0.39");
        assertThat(store.plan(MigrationRequest.upgrade("12.1.99").options()).warnings())
                .anyMatch(warning -> warning.contains("12.1.99 is newer than this program"));
    }

    @ServerTest
    void aColumnOfTheSitesOwnStaysInTheBackupIfThatIsSaid(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        database.execute("alter table JettySessions add lockTime bigint");
        SessionStore store = StoreFixture.store(database);
        MigrationPlan refused = store.plan(MigrationRequest.upgrade("12").options());
        assertThat(store.refusals(refused, SwapControls.quiet()))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.remedy()).containsIgnoringCase("--drop-column lockTime"));

        assertThat(MigrationRequest.upgrade("12")
                        .dropColumn("lockTime")
                        .migrate(store)
                        .run()
                        .tally()
                        .rows())
                .isEqualTo(ROWS - 3);
        assertThat(((Detection.Found) store.detect()).evidence().sessions().extraColumns())
                .isEmpty();
    }

    @ServerTest({ServerKind.MYSQL, ServerKind.MARIADB})
    void aKeyThatTheServerCannotMakeIsRefusedBefore(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, ROWS);
        database.execute(
                "alter table JettySessions drop index idx_JettySessions_session",
                "alter table JettySessions modify sessionId varchar(3000) character set latin1");
        SessionStore store = StoreFixture.store(database);
        assertThat(store.refusals(store.plan(MigrationRequest.upgrade("12").options()), SwapControls.quiet()))
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).hasMessageContaining("3072"));
    }

    /** Tables that are Jetty's but for one thing. */
    @ServerTest(ServerKind.POSTGRESQL)
    void whatHelpsAForeignTableIsSaid(TestDatabase database) throws SQLException {
        SmallStore.make(database, 2, ROWS);
        database.execute("alter table JettySessions drop constraint jettysessions_pkey");
        SessionStore store = StoreFixture.store(database);
        assertThat(store.detect().advice())
                .contains("alter table \"public\".\"jettysessions\" add primary key (\"sessionid\", \"contextpath\","
                        + " \"virtualhost\")");
        database.execute(
                "alter table JettySessions add rowId varchar(120)",
                "alter table JettySessions drop column virtualHost");
        assertThat(store.detect().advice()).contains("Jetty 6");
    }

    private static long count(TestDatabase database, String path) throws SQLException {
        return StoredRow.all(database, "JettySessions", List.of(CONTEXT_PATH)).stream()
                .filter(row -> row.text(CONTEXT_PATH).stripTrailing().equals(path))
                .count();
    }
}
