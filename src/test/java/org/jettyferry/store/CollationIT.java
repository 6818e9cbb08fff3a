package org.jettyferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.jetty.SessionColumn.CONTEXT_PATH;
import static org.jettyferry.jetty.SessionColumn.MAP;
import static org.jettyferry.servers.ServerKind.MARIADB;
import static org.jettyferry.servers.ServerKind.MSSQL;
import static org.jettyferry.servers.ServerKind.MYSQL;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jettyferry.database.Sql;
import org.jettyferry.servers.ServerTest;
import org.jettyferry.servers.TestDatabase;
import org.jettyferry.store.carry.CarryControl;
import org.jettyferry.store.carry.Pace;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.store.recover.RetryResult;
import org.jettyferry.store.table.StoreNames;

/** Session tables whose character set or collation is not what their database gives to new tables, Ferry's own among them. */
class CollationIT {
    private static final RetryOptions DROPPING =
            new RetryOptions(Optional.empty(), List.of("nnnn*"), Map.of(), List.of(), List.of());

    @ServerTest({MYSQL, MARIADB})
    void latin1InAnyDatabase(TestDatabase database) throws Exception {
        carriesAndRetries(database, "utf8mb4", "latin1 collate latin1_swedish_ci", "_über");
    }

    /** As MySQL 5.7 and 8 make them: two collations that no comparison may mix. */
    @ServerTest({MYSQL, MARIADB})
    void tablesOfAnOlderServer(TestDatabase database) throws Exception {
        carriesAndRetries(
                database, "utf8mb4 collate utf8mb4_unicode_520_ci", "utf8mb4 collate utf8mb4_general_ci", "_über");
    }

    /** What can be stored in Jetty's table can be quarantined. */
    @ServerTest({MYSQL, MARIADB})
    void moreCharactersThanTheDatabaseHas(TestDatabase database) throws Exception {
        carriesAndRetries(database, "latin1", "utf8mb4 collate utf8mb4_general_ci", "_żółw");
    }

    @ServerTest({MYSQL, MARIADB})
    void largeAndSmallLettersApart(TestDatabase database) throws Exception {
        carriesAndRetries(database, "utf8mb4", "utf8mb4 collate utf8mb4_bin", "_Shop");
    }

    /** SQL Server compares no two columns of different collations. */
    @ServerTest(MSSQL)
    void anotherCollationThanTheDatabases(TestDatabase database) throws Exception {
        carriesAndRetries(database, "varchar", "_über");
    }

    @ServerTest(MSSQL)
    void unicodeInADatabaseOfOneCodePage(TestDatabase database) throws Exception {
        carriesAndRetries(database, "nvarchar", "_żółw");
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
        SessionStore store = Scripts.store(database);

        Wish.upgrade("12").carry(store);
        assertThat(store.verify(Controls.silent()).comparedWith()).contains("every row is as it was carried");
        Wish.downgrade("9.3").carry(store);

        assertThat(store.detect().id()).isEqualTo("1");
        assertThat(store.retry(DROPPING, Controls.silent()).left()).isNotEmpty();
    }

    /** None of Jetty's own, but a proxy may make such ids, or an id manager of the site; each chunk ends at one of them. */
    @ServerTest
    void sessionIdsBeyondAscii(TestDatabase database) throws Exception {
        database.execute(Scripts.generation(database, 1).toArray(String[]::new));
        List<StoredRow> rows = new ArrayList<>();
        for (String id : List.of("sé-1", "sé1", "süß", "über", "æon", "s-e", "se", "øl", "zoë")) {
            rows.add(row(id, "_über", "user of " + id));
        }
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        Scripts.insertIds(database, "JettySessionIds", rows);
        SessionStore store = Scripts.store(database);
        Pace oneByOne = new Pace(OptionalInt.of(1), OptionalInt.empty(), Optional.empty());
        CarryControl control =
                new CarryControl(oneByOne, true, false, Optional.empty(), plan -> true, Controls.silent());

        assertThat(store.carry(Wish.upgrade("12").contextPath("/über").options(), control)
                        .orElseThrow()
                        .run()
                        .tally()
                        .rows())
                .isEqualTo(rows.size());
        assertThat(store.verify(Controls.silent()).comparedWith()).contains("every row is as it was carried");
        CarriedStore up = CarriedStore.of(database, Line.JETTY_12);
        for (StoredRow row : rows) {
            assertThat(user(up.row(row.id()))).isEqualTo("user of " + row.id());
        }
        store.carry(Wish.downgrade("9.3").options(), control).orElseThrow();

        assertThat(store.verify(Controls.silent()).comparedWith()).contains("every row is as it was carried");
        CarriedStore down = CarriedStore.of(database, Line.JETTY_9_3);
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
        carriesAndRetriesThree(database, good, bad, worse);
    }

    @ServerTest(MSSQL)
    void rowsThatDifferInLargeAndSmallLettersAreTwoOnSqlServer(TestDatabase database) throws Exception {
        StoredRow good = row("a", "_shop", "alice");
        StoredRow bad = wide("a", "_Shop", "bob");
        StoredRow worse = wide("A", "_shop", "carol");
        fill(database, "varchar", List.of(good, bad, worse));
        carriesAndRetriesThree(database, good, bad, worse);
    }

    private static void carriesAndRetriesThree(TestDatabase database, StoredRow good, StoredRow bad, StoredRow worse)
            throws Exception {
        SessionStore store = Scripts.store(database);
        assertThat(Wish.upgrade("12").carryWhatCanBe(store).quarantine())
                .containsExactly(Map.entry("NAME_TOO_LONG", 2L));
        isCarried(database, List.of(good));

        assertThat(store.retry(DROPPING, Controls.silent()).carried()).isEqualTo(2);

        isCarried(database, List.of(good, bad, worse));
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
        SessionStore store = Scripts.store(database);
        Wish.upgrade("12").carryWhatCanBe(store);
        StoredRow anew = StoredRow.of("wide", SampleSession.written(Line.JETTY_12, Map.of("user", "dave")));
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), List.of(anew.with(CONTEXT_PATH, "_shop")));

        RetryResult retried = store.retry(DROPPING, Controls.silent());

        assertThat(retried.left()).containsExactly(Map.entry("EXISTS", 1L));
        assertThat(retried.carried()).isEqualTo(1);
        CarriedStore carried = CarriedStore.of(database, Line.JETTY_12);
        assertThat(carried.rows()).hasSize(3);
        assertThat(user(carried.row("wide"))).isEqualTo("dave");
        assertThat(user(carried.row("next"))).isEqualTo("carol");
    }

    private static void carriesAndRetries(TestDatabase database, String databases, String tables, String path)
            throws Exception {
        fill(database, databases, tables, List.of(row("good", path, "alice"), wide("wide", path, "bob")));
        carriesAndRetriesTwo(database, path);
    }

    private static void carriesAndRetries(TestDatabase database, String type, String path) throws Exception {
        fill(database, type, List.of(row("good", path, "alice"), wide("wide", path, "bob")));
        carriesAndRetriesTwo(database, path);
    }

    private static void carriesAndRetriesTwo(TestDatabase database, String path) throws Exception {
        SessionStore store = Scripts.store(database);

        assertThat(Wish.upgrade("12")
                        .contextPath(path.replace('_', '/'))
                        .carry(store)
                        .quarantine())
                .containsExactly(Map.entry("NAME_TOO_LONG", 1L));
        assertThat(CarriedStore.of(database, Line.JETTY_12).rows()).hasSize(1);
        assertThat(store.retry(DROPPING, Controls.silent()).left()).isEmpty();

        CarriedStore carried = CarriedStore.of(database, Line.JETTY_12);
        assertThat(user(carried.row("good"))).isEqualTo("alice");
        assertThat(user(carried.row("wide"))).isEqualTo("bob");
        assertThat(carried.row("wide").text(CONTEXT_PATH))
                .isEqualTo(carried.row("good").text(CONTEXT_PATH));
    }

    private static void fill(TestDatabase database, String databases, String tables, List<StoredRow> rows)
            throws Exception {
        database.execute("alter database " + database.name() + " character set " + databases);
        database.execute(Scripts.generation(database, 1).toArray(String[]::new));
        for (String table : List.of("JettySessions", "JettySessionIds")) {
            database.execute("alter table " + table + " convert to character set " + tables);
        }
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        Scripts.insertIds(database, "JettySessionIds", rows);
    }

    /** Texts of this type, in a collation in which each letter stands for itself alone. */
    private static void fill(TestDatabase database, String type, List<StoredRow> rows) throws Exception {
        for (String statement : Scripts.generation(database, 1)) {
            database.execute(statement.replaceAll("varchar(\\(\\d+\\))", type + "$1 collate Latin1_General_BIN2"));
        }
        StoredRow.insert(database, "JettySessions", StoreNames.defaults(), rows);
        Scripts.insertIds(database, "JettySessionIds", rows);
    }

    private static void isCarried(TestDatabase database, List<StoredRow> rows) throws Exception {
        CarriedStore carried = CarriedStore.of(database, Line.JETTY_12);
        carried.follows(new RowRules(Line.JETTY_9_3, Line.JETTY_12, 1800), rows);
        for (StoredRow row : rows) {
            assertThat(user(carried.rows().get(row.key()))).isEqualTo(user(row));
        }
    }

    private static Object user(StoredRow row) throws Exception {
        Line line =
                row.values().containsKey(org.jettyferry.jetty.SessionColumn.ROW_ID) ? Line.JETTY_9_3 : Line.JETTY_12;
        return SampleSession.read(line, row.blob()).get("user");
    }

    private static StoredRow row(String id, String path, String user) throws Exception {
        return StoredRow.of(id, SampleSession.written(Line.JETTY_9_3, Map.of("user", user)))
                .with(CONTEXT_PATH, path)
                .withRowId();
    }

    /** One that can't be carried until an attribute is left behind. */
    private static StoredRow wide(String id, String path, String user) throws Exception {
        Map<String, Object> attributes = Map.of("user", user, "n".repeat(70_000), "much too long");
        return row(id, path, user).with(MAP, SampleSession.written(Line.JETTY_9_3, attributes));
    }
}
