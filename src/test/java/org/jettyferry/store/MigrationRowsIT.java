package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.jetty.SessionColumn.ACCESS_TIME;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.EXPIRY_TIME;
import static org.jettyferry.jetty.SessionColumn.LAST_NODE;
import static org.jettyferry.jetty.SessionColumn.LAST_SAVED_TIME;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.jetty.SessionColumn.MAX_INTERVAL;
import static org.jettyferry.jetty.SessionColumn.ROW_ID;
import static org.jettyferry.jetty.SessionColumn.VIRTUAL_HOST;
import static org.jettyferry.store.plan.MigrationOptions.Blobs.COPY;
import static org.jettyferry.testkit.KindCondition.ofKind;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.Corpus;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;

/** Rows that are hard to migrate, as no corpus has them all. */
class MigrationRowsIT {
    private static final long EXPIRED = 1_600_000_000_000L;

    @ServerTest
    void specialValuesUp(TestDatabase database) throws Exception {
        List<StoredRow> rows = one(special());
        StoreFixture.fill(database, 1, rows);

        MigrationResult result = MigrationRequest.upgrade("12").migrate(StoreFixture.store(database));

        assertThat(result.quarantine()).isEmpty();
        assertThat(result.run().tally().repaired()).isEqualTo(2);
        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        migrated.follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), rows);
        assertEmptySession(ReleaseFixture.JETTY_12, migrated.row("null-blob").blob());
        assertEmptySession(ReleaseFixture.JETTY_12, migrated.row("empty-blob").blob());
    }

    @ServerTest
    void specialValuesUpWithTheBlobsCopied(TestDatabase database) throws Exception {
        List<StoredRow> rows = one(special());
        StoreFixture.fill(database, 1, rows);

        MigrationRequest.upgrade("9.4").blobs(COPY).migrate(StoreFixture.store(database));

        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_9_4);
        migrated.follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_9_4, 1800), rows);
        assertEmptySession(ReleaseFixture.JETTY_9_4, migrated.row("null-blob").blob());
        assertEmptySession(ReleaseFixture.JETTY_9_4, migrated.row("empty-blob").blob());
    }

    @ServerTest
    void specialValuesDown(TestDatabase database) throws Exception {
        List<StoredRow> rows = new ArrayList<>();
        for (StoredRow row : special()) {
            long max = row.number(MAX_INTERVAL);
            rows.add(row.with(
                    MAX_INTERVAL, max > 0 ? (Object) (max * 1000) : row.values().get(MAX_INTERVAL)));
        }
        StoredRow plain = plain("fraction");
        rows.add(plain.with(MAX_INTERVAL, 1500L));
        rows.add(plain("least").with(MAX_INTERVAL, 1L));
        rows.add(plain("for-ever").with(MAX_INTERVAL, -1000L).with(EXPIRY_TIME, 0L));
        rows.add(plain("fresh").with(MAX_INTERVAL, 60_000L).with(ACCESS_TIME, Corpus.EXPIRES - 10));
        rows.add(plain("l".repeat(90)).with(CONTEXT_PATH, "_" + "p".repeat(50)).with(MAX_INTERVAL, 60_000L));
        rows.add(plain("m".repeat(120)).with(CONTEXT_PATH, "_" + "p".repeat(59)).with(MAX_INTERVAL, 60_000L));
        rows.replaceAll(
                row -> row.text(CONTEXT_PATH) == null || row.text(CONTEXT_PATH).equals("/")
                        ? row.with(CONTEXT_PATH, "_")
                        : row);
        StoreFixture.fill(database, 2, rows);

        MigrationResult result = MigrationRequest.downgrade("9.3").from("12").migrate(StoreFixture.store(database));

        assertThat(result.quarantine()).isEmpty();
        MigratedStore.of(database, ReleaseFixture.JETTY_9_3)
                .follows(new RowRules(ReleaseFixture.JETTY_12, ReleaseFixture.JETTY_9_3, 1800), rows);
    }

    @ServerTest
    void expiredSessionsStayInTheBackup(TestDatabase database) throws Exception {
        List<StoredRow> rows = one(List.of(
                plain("alive"),
                plain("never").with(EXPIRY_TIME, 0L),
                plain("over").with(EXPIRY_TIME, EXPIRED)));
        StoreFixture.fill(database, 1, rows);
        SessionStore store = StoreFixture.store(database);

        MigrationResult result = MigrationRequest.upgrade("12").migrate(store);

        assertThat(result.complete()).isTrue();
        assertThat(result.run().tally().expired()).isEqualTo(1);
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), rows.subList(0, 2));
        MigratedStore.backup(database, ReleaseFixture.JETTY_9_3, store).isExactly(rows);
    }

    @ServerTest
    void expiredSessionsComeAlongIfAskedFor(TestDatabase database) throws Exception {
        List<StoredRow> rows = one(List.of(plain("alive"), plain("over").with(EXPIRY_TIME, EXPIRED)));
        StoreFixture.fill(database, 1, rows);

        MigrationResult result = MigrationRequest.upgrade("12").keepExpired().migrate(StoreFixture.store(database));

        assertThat(result.run().tally().expired()).isZero();
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), rows);
    }

    /** After {@code changeSessionId()} 9.3 keeps the old rowId, so one session may stand in two rows. */
    @ServerTest
    void ofTwinsTheOneThatWasUsedLastIsMigrated(TestDatabase database) throws Exception {
        StoredRow plain = plain("twin");
        StoredRow old = plain.with(ROW_ID, "_app_0.0.0.0_before").with(ACCESS_TIME, 5L);
        StoredRow young = plain.with(ROW_ID, "_app_0.0.0.0_twin").with(ACCESS_TIME, 9L);
        StoredRow sameId = plain.with(CONTEXT_PATH, "_other").withRowId();
        StoredRow expired = plain.with(ROW_ID, "expired").with(ACCESS_TIME, 99L).with(EXPIRY_TIME, EXPIRED);
        StoreFixture.fill(database, 1, List.of(old, young, sameId, expired));

        MigrationResult result = MigrationRequest.upgrade("12").migrate(StoreFixture.store(database));

        assertThat(result.complete()).isFalse();
        assertThat(result.quarantine()).containsExactly(Map.entry("TWIN", 1L));
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), List.of(young, sameId));
        assertQuarantined(database, old);
    }

    /** A row that does not say when it was used is the older one; of two such, one is migrated. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL})
    void twinsThatDontSayWhenTheyWereUsed(TestDatabase database) throws Exception {
        StoredRow used = plain("twin").withRowId();
        StoredRow unknown = used.with(ACCESS_TIME, null).with(ROW_ID, "zzz");
        StoredRow first = plain("other").with(ACCESS_TIME, null).with(ROW_ID, "a");
        StoredRow second = first.with(ROW_ID, "b");
        StoreFixture.fill(database, 1, List.of(used, unknown, first, second));

        MigrationResult result = MigrationRequest.upgrade("12").migrate(StoreFixture.store(database));

        assertThat(result.quarantine()).containsExactly(Map.entry("TWIN", 2L));
        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        assertThat(migrated.rows().values()).extracting(StoredRow::id).containsExactlyInAnyOrder("twin", "other");
        assertThat(migrated.row("twin").number(ACCESS_TIME)).isEqualTo(used.number(ACCESS_TIME));
    }

    /**
     * Nodes of 12 were started on a store of 9.4: the root web application has sessions under both of its names, and they
     * are of one web application.
     */
    @ServerTest
    void bothFormsOfTheRootBecomeOne(TestDatabase database) throws Exception {
        StoredRow before = milliseconds(plain("before").with(CONTEXT_PATH, ""));
        StoredRow after = milliseconds(plain("after").with(CONTEXT_PATH, "_"));
        StoredRow lost = before.with(SessionColumn.SESSION_ID, "both").with(ACCESS_TIME, 5L);
        StoredRow found = after.with(SessionColumn.SESSION_ID, "both").with(ACCESS_TIME, 9L);
        StoreFixture.fill(database, 2, List.of(before, after, lost, found));

        MigrationResult result = MigrationRequest.upgrade("12").from("9.4").migrate(StoreFixture.store(database));

        assertThat(result.quarantine()).containsExactly(Map.entry("TWIN", 1L));
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(
                        new RowRules(ReleaseFixture.JETTY_9_4, ReleaseFixture.JETTY_12, 1800),
                        List.of(before, after, found));
    }

    /** So has any other web application whose path the two releases store differently; the operator has to say so. */
    @ServerTest
    void bothFormsOfAPathBecomeOneIfItIsSaid(TestDatabase database) throws Exception {
        StoredRow before = milliseconds(plain("before").with(CONTEXT_PATH, "_caf%C3%A9"));
        StoredRow after = milliseconds(plain("after").with(CONTEXT_PATH, "_caf_"));
        StoredRow lost = before.with(SessionColumn.SESSION_ID, "both").with(ACCESS_TIME, 5L);
        StoredRow found = after.with(SessionColumn.SESSION_ID, "both").with(ACCESS_TIME, 9L);
        List<StoredRow> rows = List.of(before, after, lost, found);
        StoreFixture.fill(database, 2, rows);
        SessionStore store = StoreFixture.store(database);
        MigrationRequest migrationRequest = MigrationRequest.upgrade("12").from("9.4");
        assertThatThrownBy(() -> migrationRequest.migrate(store))
                .is(ofKind(Kind.REFUSED))
                .hasMessageContaining("would all become '_caf_'");
        MigratedStore.of(database, ReleaseFixture.JETTY_9_4).isExactly(rows);

        MigrationResult result = migrationRequest.contextPath("/café").migrate(store);

        assertThat(result.quarantine()).containsExactly(Map.entry("TWIN", 1L));
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(
                        new RowRules(ReleaseFixture.JETTY_9_4, ReleaseFixture.JETTY_12, 1800),
                        List.of(before.with(CONTEXT_PATH, "_caf_"), after, found));
    }

    @ServerTest
    void aRowWithoutASessionIdIsQuarantined(TestDatabase database) throws Exception {
        StoredRow good = plain("good").withRowId();
        StoredRow nameless = good.with(SessionColumn.SESSION_ID, null).with(ROW_ID, "nameless");
        StoreFixture.fill(database, 1, List.of(good, nameless));

        MigrationResult result = MigrationRequest.upgrade("12").migrate(StoreFixture.store(database));

        assertThat(result.quarantine()).containsExactly(Map.entry("NO_SESSION_ID", 1L));
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), List.of(good));
    }

    @ServerTest
    void tablesAndColumnsMayHaveOtherNames(TestDatabase database) throws Exception {
        StoreNames names = StoreNames.from(Map.of(
                TableNames.TABLE,
                "Shop_Sessions",
                TableNames.IDS_TABLE,
                "Shop_Ids",
                "jetty.session.jdbc.schema.idColumn",
                "sid",
                "jetty.session.jdbc.schema.mapColumn",
                "attributes",
                "jetty.session.jdbc.schema.maxIntervalColumn",
                "maxIdle"));
        List<StoredRow> rows = one(special());
        createNamed(database, names);
        StoredRow.insert(database, "Shop_Sessions", names, rows);
        StoreFixture.insertIds(database, "Shop_Ids", rows);
        SessionStore store = new SessionStore(StoreFixture.open(database), names);

        assertThat(MigrationRequest.upgrade("12").migrate(store).complete()).isTrue();
        List<StoredRow> up = StoredRow.all(database, "Shop_Sessions", ReleaseFixture.JETTY_12.columns(), names);
        assertThat(up).hasSameSizeAs(rows);
        assertIndexes(database, store, 1);

        assertThat(MigrationRequest.downgrade("9.3").migrate(store).complete()).isTrue();
        assertThat(StoredRow.all(database, "Shop_Sessions", ReleaseFixture.JETTY_9_3.columns(), names))
                .hasSameSizeAs(rows);
        assertIndexes(database, store, 2);
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from Shop_Ids")).isEqualTo(rows.size());
        }
    }

    @ServerTest
    void aTableOfBefore90HasNoMaxInterval(TestDatabase database) throws Exception {
        List<StoredRow> rows = one(List.of(plain("a"), plain("b")));
        StoreFixture.fill(database, 1, rows);
        database.execute("alter table JettySessions drop column maxInterval");

        assertThat(MigrationRequest.upgrade("12")
                        .migrate(StoreFixture.store(database))
                        .complete())
                .isTrue();

        List<StoredRow> unset =
                rows.stream().map(row -> row.with(MAX_INTERVAL, null)).toList();
        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), unset);
    }

    /** In case-insensitive collations two ids that differ in case are one key; Jetty's own table has the same limit. */
    @ServerTest({ServerKind.POSTGRESQL})
    void idsThatDifferInCaseStayApart(TestDatabase database) throws Exception {
        List<StoredRow> rows = one(List.of(plain("abc"), plain("ABC")));
        StoreFixture.fill(database, 1, rows);

        assertThat(MigrationRequest.upgrade("12")
                        .migrate(StoreFixture.store(database))
                        .complete())
                .isTrue();

        MigratedStore.of(database, ReleaseFixture.JETTY_12)
                .follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), rows);
    }

    /** What a path becomes when nobody says what the real one is, and that the plan warns where it had to guess. */
    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL})
    void pathsAreDerivedWhereTheyCanBe(TestDatabase database) throws Exception {
        List<StoredRow> rows = one(List.of(
                plain("a").with(CONTEXT_PATH, "_my shop"),
                plain("b").with(CONTEXT_PATH, "_caf\u00e9"),
                plain("c").with(CONTEXT_PATH, "_it's"),
                plain("d").with(CONTEXT_PATH, "_w!e=i,r").with(VIRTUAL_HOST, "shop.example.org")));
        StoreFixture.fill(database, 1, rows);

        assertThat(MigrationRequest.upgrade("12")
                        .migrate(StoreFixture.store(database))
                        .complete())
                .isTrue();

        Map<String, String> paths = StoredRow.all(database, "JettySessions", ReleaseFixture.JETTY_12.columns()).stream()
                .collect(Collectors.toMap(StoredRow::id, row -> row.text(CONTEXT_PATH)));
        assertThat(paths).isEqualTo(Map.of("a", "_my%20shop", "b", "_caf_", "c", "_it's", "d", "_w_e_i_r"));
    }

    private static StoredRow plain(String id) throws Exception {
        return StoredRow.of(id, SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("user", id)));
    }

    private static StoredRow milliseconds(StoredRow row) {
        return row.with(MAX_INTERVAL, row.number(MAX_INTERVAL) * 1000);
    }

    /** One of each value that Jetty, or somebody, may have put into a column; maxInterval in seconds. */
    private static List<StoredRow> special() throws Exception {
        return List.of(
                plain("unset").with(MAX_INTERVAL, -999L),
                plain("null-max").with(MAX_INTERVAL, null),
                plain("never").with(MAX_INTERVAL, -1L).with(EXPIRY_TIME, 0L),
                plain("webxml").with(MAX_INTERVAL, -60L).with(EXPIRY_TIME, 0L),
                plain("zero").with(MAX_INTERVAL, 0L).with(EXPIRY_TIME, 0L),
                plain("minute").with(MAX_INTERVAL, 60L),
                plain("null-expiry").with(EXPIRY_TIME, null),
                plain("unsaved").with(LAST_SAVED_TIME, 0L),
                plain("null-saved").with(LAST_SAVED_TIME, null),
                plain("no-node").with(LAST_NODE, null),
                plain("root").with(CONTEXT_PATH, ""),
                plain("slash").with(CONTEXT_PATH, "/"),
                plain("null-path").with(CONTEXT_PATH, null),
                plain("it's"),
                plain("back\\slash"),
                plain("null-blob").with(MAP, null),
                plain("empty-blob").with(MAP, new byte[0]));
    }

    private static List<StoredRow> one(List<StoredRow> rows) {
        return rows.stream().map(StoredRow::withRowId).toList();
    }

    private static void assertEmptySession(ReleaseFixture releaseFixture, byte[] blob) throws Exception {
        assertThat(SampleSession.read(releaseFixture, blob)).isEmpty();
    }

    private static void assertQuarantined(TestDatabase database, StoredRow row) throws SQLException {
        List<StoredRow> quarantined = StoredRow.all(database, "ferry_quarantine", List.of(SessionColumn.values()));
        assertThat(quarantined).hasSize(1);
        assertThat(quarantined.get(0).scalars()).isEqualTo(row.scalars());
        assertThat(quarantined.get(0).blob()).isEqualTo(row.blob());
    }

    private static void createNamed(TestDatabase database, StoreNames names) throws SQLException {
        Map<String, String> words = Map.of(
                "JettySessions", names.table(),
                "JettySessionIds", names.idsTable(),
                "idx_JettySessions_expiry", "idx_" + names.table() + "_expiry",
                "idx_JettySessions_session", "idx_" + names.table() + "_session",
                "sessionId", names.column(SessionColumn.SESSION_ID),
                "map", names.column(MAP),
                "maxInterval", names.column(MAX_INTERVAL));
        database.execute(StoreFixture.generation(database, 1, words).toArray(String[]::new));
    }

    /** Their names matter to Jetty, which looks them up by name and makes those that it misses. */
    private static void assertIndexes(TestDatabase database, SessionStore store, int count) {
        if (database.server().name().equals("mssql")) {
            return; // a table is renamed there, an index never: it gets its last name at once
        }
        List<Table.Index> indexes =
                ((Detection.Found) store.detect()).evidence().sessions().table().indexes();
        assertThat(indexes.stream().map(index -> index.name().toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(List.of("idx_shop_sessions_expiry", "idx_shop_sessions_session")
                        .subList(0, count));
    }
}
