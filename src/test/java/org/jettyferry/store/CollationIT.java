package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.RateLimit;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.store.recover.RetryResult;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.MigratedStore;
import org.jettyferry.testkit.store.MigrationRequest;
import org.jettyferry.testkit.store.ReleaseFixture;
import org.jettyferry.testkit.store.RowRules;
import org.jettyferry.testkit.store.SampleSession;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreFixture;
import org.jettyferry.testkit.store.StoredRow;
import org.jettyferry.testkit.store.SwapControls;

/** Session tables whose character set or collation is not what their database gives to new tables, Ferry's own among them. */
class CollationIT {
    private static final RetryOptions DROPPING =
            new RetryOptions(Optional.empty(), List.of("nnnn*"), Map.of(), List.of(), List.of());

    @ServerTest({MYSQL, MARIADB})
    void latin1InAnyDatabase(TestDatabase database) throws Exception {
        migratesAndRetries(database, "utf8mb4", "latin1 collate latin1_swedish_ci", "_über");
    }

    /** As MySQL 5.7 and 8 make them: two collations that no comparison may mix. */
    @ServerTest({MYSQL, MARIADB})
    void tablesOfAnOlderServer(TestDatabase database) throws Exception {
        migratesAndRetries(
                database, "utf8mb4 collate utf8mb4_unicode_520_ci", "utf8mb4 collate utf8mb4_general_ci", "_über");
    }

    /** What can be stored in Jetty's table can be quarantined. */
    @ServerTest({MYSQL, MARIADB})
    void moreCharactersThanTheDatabaseHas(TestDatabase database) throws Exception {
        migratesAndRetries(database, "latin1", "utf8mb4 collate utf8mb4_general_ci", "_żółw");
    }

    @ServerTest({MYSQL, MARIADB})
    void largeAndSmallLettersApart(TestDatabase database) throws Exception {
        migratesAndRetries(database, "utf8mb4", "utf8mb4 collate utf8mb4_bin", "_Shop");
    }

    /** SQL Server compares no two columns of different collations. */
    @ServerTest(MSSQL)
    void anotherCollationThanTheDatabases(TestDatabase database) throws Exception {
        migratesAndRetries(database, "varchar", "_über");
    }

    @ServerTest(MSSQL)
    void unicodeInADatabaseOfOneCodePage(TestDatabase database) throws Exception {
        migratesAndRetries(database, "nvarchar", "_żółw");
    }

    /** Such a database knows its own catalog in one spelling only. */
    @ServerTest(MSSQL)
    void aDatabaseThatTellsLargeFromSmallLetters(TestDatabase database) throws Exception {
        try (Connection connection = database.connect()) {
            assumeTrue(
                    Sql.text(connection, "select cast(serverproperty('babelfish') as varchar(9))")
                            .isEmpty(),
                    "Babelfish knows no such database");
            Sql.execute(
                    connection, "use master; alter database " + database.name() + " collate Latin1_General_100_CS_AS");
        }
        SmallStore.make(database, 1, 30);
        SessionStore store = StoreFixture.store(database);

        MigrationRequest.upgrade("12").migrate(store);
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was migrated");
        MigrationRequest.downgrade("9.3").migrate(store);

        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(store.retry(DROPPING, SwapControls.silent()).left()).isNotEmpty();
    }

    /** None of Jetty's own, but a proxy may make such ids, or an id manager of the site; each chunk ends at one of them. */
    @ServerTest
    void sessionIdsBeyondAscii(TestDatabase database) throws Exception {
        database.execute(StoreFixture.generation(database, 1).toArray(String[]::new));
        List<StoredRow> rows = new ArrayList<>();
        for (String id : List.of("sé-1", "sé1", "süß", "über", "æon", "s-e", "se", "øl", "zoë")) {
            rows.add(row(id, "_über", "user of " + id));
        }
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        StoreFixture.insertIds(database, "JettySessionIds", rows);
        SessionStore store = StoreFixture.store(database);
        RateLimit oneByOne = new RateLimit(OptionalInt.of(1), OptionalInt.empty(), Optional.empty());
        MigrationControl control =
                new MigrationControl(oneByOne, true, false, Optional.empty(), plan -> true, SwapControls.silent());

        assertThat(store.migrate(
                                MigrationRequest.upgrade("12")
                                        .contextPath("/über")
                                        .options(),
                                control)
                        .orElseThrow()
                        .run()
                        .tally()
                        .rows())
                .isEqualTo(rows.size());
        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was migrated");
        MigratedStore up = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        for (StoredRow row : rows) {
            assertThat(user(up.row(row.id()))).isEqualTo("user of " + row.id());
        }
        store.migrate(MigrationRequest.downgrade("9.3").options(), control).orElseThrow();

        assertThat(store.verify(SwapControls.silent()).comparedWith()).contains("every row is as it was migrated");
        MigratedStore down = MigratedStore.of(database, ReleaseFixture.JETTY_9_3);
        for (StoredRow row : rows) {
            assertThat(user(down.row(row.id()))).isEqualTo("user of " + row.id());
        }
    }

    /** One user's session may never become another's, nor one web application's another's. */
    @ServerTest({MYSQL, MARIADB})
    void rowsThatDifferInLargeAndSmallLettersAreTwo(TestDatabase database) throws Exception {
        StoredRow good = row("a", "_shop", "alice");
        StoredRow bad = wide("a", "_Shop", "bob");
        StoredRow worse = wide("A", "_shop", "carol");
        fill(database, "utf8mb4", "utf8mb4 collate utf8mb4_bin", List.of(good, bad, worse));
        migratesAndRetriesThree(database, good, bad, worse);
    }

    @ServerTest(MSSQL)
    void rowsThatDifferInLargeAndSmallLettersAreTwoOnSqlServer(TestDatabase database) throws Exception {
        StoredRow good = row("a", "_shop", "alice");
        StoredRow bad = wide("a", "_Shop", "bob");
        StoredRow worse = wide("A", "_shop", "carol");
        fill(database, "varchar", List.of(good, bad, worse));
        migratesAndRetriesThree(database, good, bad, worse);
    }

    private static void migratesAndRetriesThree(TestDatabase database, StoredRow good, StoredRow bad, StoredRow worse)
            throws Exception {
        SessionStore store = StoreFixture.store(database);
        assertThat(MigrationRequest.upgrade("12").migrateWhatCanBe(store).quarantine())
                .containsExactly(Map.entry("NAME_TOO_LONG", 2L));
        isMigrated(database, List.of(good));

        assertThat(store.retry(DROPPING, SwapControls.silent()).migrated()).isEqualTo(2);

        isMigrated(database, List.of(good, bad, worse));
    }

    /** Where Jetty's own table does not tell them apart, the later one has to stay away. */
    @ServerTest({MYSQL, MARIADB})
    void aRetryNeverOverwritesASessionThatTheTableTakesForTheSame(TestDatabase database) throws Exception {
        StoredRow good = row("good", "_shop", "alice");
        fill(
                database,
                "utf8mb4",
                "utf8mb4 collate utf8mb4_general_ci",
                List.of(good, wide("Wide", "_shop", "bob"), wide("next", "_shop", "carol")));
        SessionStore store = StoreFixture.store(database);
        MigrationRequest.upgrade("12").migrateWhatCanBe(store);
        StoredRow anew = StoredRow.of("wide", SampleSession.written(ReleaseFixture.JETTY_12, Map.of("user", "dave")));
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(anew.with(CONTEXT_PATH, "_shop")));

        RetryResult retried = store.retry(DROPPING, SwapControls.silent());

        assertThat(retried.left()).containsExactly(Map.entry("EXISTS", 1L));
        assertThat(retried.migrated()).isEqualTo(1);
        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        assertThat(migrated.rows()).hasSize(3);
        assertThat(user(migrated.row("wide"))).isEqualTo("dave");
        assertThat(user(migrated.row("next"))).isEqualTo("carol");
    }

    private static void migratesAndRetries(TestDatabase database, String databases, String tables, String path)
            throws Exception {
        fill(database, databases, tables, List.of(row("good", path, "alice"), wide("wide", path, "bob")));
        migratesAndRetriesTwo(database, path);
    }

    private static void migratesAndRetries(TestDatabase database, String type, String path) throws Exception {
        fill(database, type, List.of(row("good", path, "alice"), wide("wide", path, "bob")));
        migratesAndRetriesTwo(database, path);
    }

    private static void migratesAndRetriesTwo(TestDatabase database, String path) throws Exception {
        SessionStore store = StoreFixture.store(database);

        assertThat(MigrationRequest.upgrade("12")
                        .contextPath(path.replace('_', '/'))
                        .migrate(store)
                        .quarantine())
                .containsExactly(Map.entry("NAME_TOO_LONG", 1L));
        assertThat(MigratedStore.of(database, ReleaseFixture.JETTY_12).rows()).hasSize(1);
        assertThat(store.retry(DROPPING, SwapControls.silent()).left()).isEmpty();

        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        assertThat(user(migrated.row("good"))).isEqualTo("alice");
        assertThat(user(migrated.row("wide"))).isEqualTo("bob");
        assertThat(migrated.row("wide").text(CONTEXT_PATH))
                .isEqualTo(migrated.row("good").text(CONTEXT_PATH));
    }

    private static void fill(TestDatabase database, String databases, String tables, List<StoredRow> rows)
            throws Exception {
        database.execute("alter database " + database.name() + " character set " + databases);
        database.execute(StoreFixture.generation(database, 1).toArray(String[]::new));
        for (String table : List.of("JettySessions", "JettySessionIds")) {
            database.execute("alter table " + table + " convert to character set " + tables);
        }
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        StoreFixture.insertIds(database, "JettySessionIds", rows);
    }

    /** Texts of this type, in a collation in which each letter stands for itself alone. */
    private static void fill(TestDatabase database, String type, List<StoredRow> rows) throws Exception {
        for (String statement : StoreFixture.generation(database, 1)) {
            database.execute(statement.replaceAll("varchar(\\(\\d+\\))", type + "$1 collate Latin1_General_BIN2"));
        }
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        StoreFixture.insertIds(database, "JettySessionIds", rows);
    }

    private static void isMigrated(TestDatabase database, List<StoredRow> rows) throws Exception {
        MigratedStore migrated = MigratedStore.of(database, ReleaseFixture.JETTY_12);
        migrated.follows(new RowRules(ReleaseFixture.JETTY_9_3, ReleaseFixture.JETTY_12, 1800), rows);
        for (StoredRow row : rows) {
            assertThat(user(migrated.rows().get(row.key()))).isEqualTo(user(row));
        }
    }

    private static Object user(StoredRow row) throws Exception {
        ReleaseFixture releaseFixture = row.values().containsKey(org.jettyferry.jetty.SessionColumn.ROW_ID)
                ? ReleaseFixture.JETTY_9_3
                : ReleaseFixture.JETTY_12;
        return SampleSession.read(releaseFixture, row.blob()).get("user");
    }

    private static StoredRow row(String id, String path, String user) throws Exception {
        return StoredRow.of(id, SampleSession.written(ReleaseFixture.JETTY_9_3, Map.of("user", user)))
                .with(CONTEXT_PATH, path)
                .withRowId();
    }

    /** One that can't be migrated until an attribute is left behind. */
    private static StoredRow wide(String id, String path, String user) throws Exception {
        Map<String, Object> attributes = Map.of("user", user, "n".repeat(70_000), "much too long");
        return row(id, path, user).with(MAP, SampleSession.written(ReleaseFixture.JETTY_9_3, attributes));
    }
}
