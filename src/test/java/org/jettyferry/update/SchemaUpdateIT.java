package org.jettyferry.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jettyferry.changelog.Doubt;
import org.jettyferry.changelog.StatementJournalFixture;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The updates of a schema, run in the process of the test. */
class SchemaUpdateIT {
    private static final String TABLE = "create table t (a int not null primary key, b int)";

    @TempDir
    Path directory;

    private final ToldListener listener = new ToldListener();
    private final List<String> told = listener.told();

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theUpdatesOfTheShopRunOnce(TestDatabase database) throws SQLException {
        UpdateFolder shop = UpdateFolder.read(UpdateSite.ofTheShop());
        SchemaUpdate update = update(database);
        assertThat(update.status(shop).pending()).hasSize(3);

        assertThat(run(update, shop)).isEqualTo(3);
        assertThat(told)
                .containsExactly(
                        "orders.xml::orders-1::shop",
                        "orders.xml::orders-2::shop",
                        "reports/reports.sql::reports-1::shop");

        assertThat(update.status(shop).isUpToDate()).isTrue();
        assertThat(run(update, shop)).isZero();
        assertThat(number(database, "select count(*) from shop_report")).isEqualTo(1);
        assertThat(number(database, "select count(*) from DATABASECHANGELOG")).isEqualTo(3);
        assertThat(new SchemaLock(open(database)).state().row()).isEmpty();
        assertThat(tables(database)).doesNotContain("ferry_update_statement");
    }

    @ServerTest(POSTGRESQL)
    void aFailureLeavesNothingBehind(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE);
        run(update(database), site.read());
        List<String> before = dump(database);
        site.changeSet("2", "insert into t values (1, 1)", "alter table t add column c int")
                .changeSet("3", "create table u (a int)", "insert into nowhere values (1)");

        assertThatThrownBy(() -> run(update(database), site.read()))
                .isInstanceOfSatisfying(OperatorException.class, e -> {
                    assertThat(e).hasMessageContaining("nowhere");
                    assertThat(e.remedy()).contains("are as they were");
                });

        assertThat(dump(database)).isEqualTo(before);
        site.mend("3", "create table u (a int)");
        assertThat(run(update(database), site.read())).isEqualTo(2);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void thePlanIsTheSqlAndChangesNothing(TestDatabase database) throws SQLException {
        UpdateFolder shop = UpdateFolder.read(UpdateSite.ofTheShop());
        SchemaUpdate update = update(database);
        List<String> before = tables(database);

        assertThat(update.plan(shop))
                .containsIgnoringCase("create table")
                .contains("shop_order_by_customer", "insert into shop_report");

        assertThat(tables(database)).isEqualTo(before);
        assertThat(run(update, shop)).isEqualTo(3);
        assertThat(update.plan(shop)).isEmpty();
    }

    @ServerTest(POSTGRESQL)
    void evenTheVeryFirstFailureDoes(TestDatabase database) throws SQLException {
        List<String> before = dump(database);
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE, "insert into nowhere values (1)");

        assertThatThrownBy(() -> run(update(database), site.read())).isInstanceOf(OperatorException.class);

        assertThat(dump(database)).isEqualTo(before);
        assertThat(new SchemaLock(open(database)).state().holder()).isEmpty();
    }

    @ServerTest(POSTGRESQL)
    void whatCannotRunInATransactionIsAPartOfItsOwn(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory)
                .changeSet("1", TABLE)
                .changeSetWith("runInTransaction:false", "2", "create index concurrently t_b on t (b)")
                .changeSet("3", "insert into t values (1, 1)", "insert into nowhere values (1)");

        assertThatThrownBy(() -> run(update(database), site.read()))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.remedy()).startsWith("2 of 3 change sets are kept"));

        assertThat(number(database, "select count(*) from t")).isZero();
        assertThat(number(database, "select count(*) from pg_indexes where indexname = 't_b'"))
                .isEqualTo(1);
        site.mend("3", "insert into t values (1, 1)");
        assertThat(run(update(database), site.read())).isEqualTo(1);
    }

    @ServerTest({MYSQL, MARIADB})
    void theNextRunGoesOnWithTheStatementThatFailed(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory)
                .changeSet(
                        "1",
                        TABLE,
                        "insert into t values (1, 1)",
                        "alter table t add column c int",
                        "update t set b = b + 1",
                        "alter table nowhere add column c int",
                        "update t set b = b + 10");
        SchemaUpdate update = update(database);

        assertThatThrownBy(() -> run(update, site.read()))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.remedy()).contains("statement that failed"));

        assertThat(update.status(site.read()).changeSets()).singleElement().satisfies(changeSet -> {
            assertThat(changeSet.applied()).isEqualTo(4);
            assertThat(changeSet.statements()).isEqualTo(6);
        });
        assertThat(new SchemaLock(open(database)).state().row()).isEmpty();
        database.execute("create table nowhere (a int)");
        assertThat(run(update, site.read())).isEqualTo(1);
        assertThat(number(database, "select b from t")).as("each ran once").isEqualTo(12);
        assertThat(tables(database)).doesNotContain("ferry_update_statement");
    }

    @ServerTest({MYSQL, MARIADB})
    void aStatementThatHasRunMayNotChange(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE, "alter table nowhere add column c int");
        SchemaUpdate update = update(database);
        assertThatThrownBy(() -> run(update, site.read())).isInstanceOf(OperatorException.class);

        site.mend("1", "create table other (a int)");

        assertThatThrownBy(() -> run(update, site.read()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("statement 1 of change set changes.sql::1::ann has begun with another text");
        assertThat(tables(database)).doesNotContain("other");
    }

    @ServerTest(POSTGRESQL)
    void changeLogsMayBeYamlOrJson(TestDatabase database) throws Exception {
        Files.writeString(
                directory.resolve("updates.yaml"), "updates:\n  - changelog: a.yaml\n  - changelog: b.json\n");
        Files.writeString(
                directory.resolve("a.yaml"),
                "databaseChangeLog:\n- changeSet:\n    id: 1\n    author: ann\n    changes:\n    - sql:\n        sql: "
                        + TABLE + "\n");
        Files.writeString(
                directory.resolve("b.json"),
                "{\"databaseChangeLog\": [{\"changeSet\": {\"id\": \"1\", \"author\": \"ann\", \"changes\":"
                        + " [{\"sql\": {\"sql\": \"insert into t values (1, 1)\"}}]}}]}");

        assertThat(run(update(database), UpdateFolder.read(directory))).isEqualTo(2);
        assertThat(number(database, "select count(*) from t")).isEqualTo(1);
    }

    /** The server commits nothing of rows that were changed before the failure, and nothing of what is recorded of it. */
    @ServerTest({MYSQL, MARIADB})
    void changesOfRowsAreAllOrNothingThereToo(TestDatabase database) throws SQLException {
        database.execute(TABLE);
        UpdateSite site =
                new UpdateSite(directory).changeSet("1", "insert into t values (1, 1)", "insert into t values (1, 2)");
        SchemaUpdate update = update(database);

        assertThatThrownBy(() -> run(update, site.read())).isInstanceOf(OperatorException.class);

        assertThat(number(database, "select count(*) from t")).isZero();
        site.mend("1", "insert into t values (1, 1)", "insert into t values (2, 2)");
        assertThat(run(update, site.read())).isEqualTo(1);
        assertThat(number(database, "select count(*) from t")).isEqualTo(2);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void anInvalidChangeLogChangesNothing(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE);
        run(update(database), site.read());
        site.mend("1", "create table t (a bigint not null primary key, b int)");

        assertThatThrownBy(() -> run(update(database), site.read()))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("changes.sql::1::ann");
        assertThat(number(database, "select count(*) from DATABASECHANGELOG")).isEqualTo(1);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theLockTableMayBeEmptyOrHaveOtherRows(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE);
        run(update(database), site.read());

        database.execute("delete from DATABASECHANGELOGLOCK");
        site.changeSet("2", "alter table t add column c int");
        assertThat(run(update(database), site.read())).isEqualTo(1);

        database.execute("update DATABASECHANGELOGLOCK set ID = 7");
        site.changeSet("3", "alter table t add column d int");
        assertThat(run(update(database), site.read())).isEqualTo(1);
        assertThat(number(database, "select count(*) from DATABASECHANGELOGLOCK"))
                .isEqualTo(2);
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void theRowOfAnotherProgramIsNeverTaken(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE);
        run(update(database), site.read());
        database.execute("update DATABASECHANGELOGLOCK set LOCKED = " + truth(database)
                + ", LOCKEDBY = 'web7 (10.0.0.7)', LOCKGRANTED = current_timestamp");
        site.changeSet("2", "alter table t add column c int");

        assertThatThrownBy(() -> Runs.run(
                        update(database), site.read(), Runs.control(Duration.ofSeconds(1), Doubt.ASK), listener))
                .isInstanceOfSatisfying(OperatorException.class, e -> {
                    assertThat(e.kind()).isEqualTo(OperatorException.Kind.LOCKED);
                    assertThat(e).hasMessageContaining("web7 (10.0.0.7)");
                });
        assertThat(told).anySatisfy(line -> assertThat(line).contains("Waiting for the update lock", "web7"));

        new SchemaLock(open(database)).release(true);
        assertThat(run(update(database), site.read())).isEqualTo(1);
    }

    /** As after a kill of its process, or in a restored dump. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aRowThatAKilledRunHasLeftIsTakenOverAtOnce(TestDatabase database) throws SQLException {
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE);
        run(update(database), site.read());
        database.execute("update DATABASECHANGELOGLOCK set LOCKED = " + truth(database)
                + ", LOCKEDBY = 'web1#ferry-4711 (10.0.0.1)', LOCKGRANTED = current_timestamp");
        site.changeSet("2", "alter table t add column c int");

        assertThat(run(update(database), site.read())).isEqualTo(1);
    }

    /** As after a kill: the server notices the end of an idle connection sooner than that of a busy one. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatAKilledRunHasLeftOnTheServerEndsFirst(TestDatabase database) throws Exception {
        UpdateSite site = new UpdateSite(directory).changeSet("1", TABLE);
        boolean postgres = database.server().name().equals("postgresql");
        Database opened = open(database);
        try (Connection left = opened.open()) {
            Catalog server = opened.dialect().server(left);
            assertThat(server.tryLock("update work " + server.currentSchema())).isTrue();
            CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
                try {
                    Sql.execute(left, postgres ? "select pg_sleep(100)" : "select sleep(100) from (select 1) x");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });

            assertThat(run(update(database), site.read())).isEqualTo(1);

            assertThat(told)
                    .first()
                    .asString()
                    .startsWith("A killed update has left work on the server, which ends now");
            assertThat(work).failsWithin(Duration.ofSeconds(5));
        }
    }

    @ServerTest({MYSQL, MARIADB})
    void whatIsSetForASessionIsSetAgain(TestDatabase database) throws SQLException {
        database.execute(TABLE, "create table parent (a int primary key)");
        UpdateSite site = new UpdateSite(directory)
                .changeSet(
                        "1",
                        "set foreign_key_checks = 0",
                        "create table child (a int, foreign key (a) references parent (a))",
                        "alter table nowhere add column c int",
                        "insert into child values (1)");
        SchemaUpdate update = update(database);
        assertThatThrownBy(() -> run(update, site.read())).isInstanceOf(OperatorException.class);
        database.execute("create table nowhere (a int)");

        assertThat(run(update, site.read())).isEqualTo(1);
    }

    @ServerTest({MYSQL, MARIADB})
    void nobodyGuessesWhetherATruncationHasRun(TestDatabase database) throws SQLException {
        database.execute(TABLE);
        UpdateSite site = new UpdateSite(directory)
                .changeSet("1", "create table u (a int)", "truncate table t", "insert into u values (1)");
        SchemaUpdate update = update(database);
        beginOnly(database, site, "changes.sql::1::ann", 2, "truncate table t");
        database.execute("insert into t values (7, 7)");

        assertThatThrownBy(() -> run(update, site.read())).isInstanceOfSatisfying(OperatorException.class, e -> {
            assertThat(e).hasMessageContaining("statement 2: truncate table t");
            assertThat(e.remedy()).contains("--assume-applied", "--assume-not-applied");
        });
        assertThat(number(database, "select count(*) from t")).isEqualTo(1);

        assertThat(Runs.run(update, site.read(), Runs.control(Runs.PATIENCE, Doubt.ASSUME_APPLIED), listener))
                .isEqualTo(1);
        assertThat(number(database, "select count(*) from t")).isEqualTo(1);
        assertThat(number(database, "select count(*) from u")).isEqualTo(1);
    }

    /** Leaves a change set as a kill leaves it: the statements before are done, and this one has begun. */
    private void beginOnly(TestDatabase database, UpdateSite site, String name, int statement, String text)
            throws SQLException {
        UpdateSite broken = new UpdateSite(directory)
                .changeSet("1", "create table u (a int)", "alter table nowhere add column c int");
        assertThatThrownBy(() -> run(update(database), broken.read())).isInstanceOf(OperatorException.class);
        site.write();
        try (Connection connection = open(database).open()) {
            connection.setAutoCommit(false);
            Database opened = open(database);
            String schema = opened.dialect().server(connection).currentSchema();
            new StatementJournalFixture(connection, opened.dialect(), schema).begin(name, statement, text);
        }
    }

    private static Database open(TestDatabase database) {
        return Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
    }

    private static SchemaUpdate update(TestDatabase database) {
        return new SchemaUpdate(open(database));
    }

    private int run(SchemaUpdate update, UpdateFolder updates) {
        return Runs.run(update, updates, Runs.control(), listener);
    }

    private static String truth(TestDatabase database) {
        return database.server().name().equals("postgresql") ? "true" : "1";
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }

    private static List<String> tables(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.texts(connection, "select lower(table_name) from information_schema.tables");
        }
    }

    /** Returns everything in the schema of a PostgreSQL database: structure, and rows. */
    private static List<String> dump(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> dump = new ArrayList<>(Sql.texts(
                    connection,
                    "select table_name || '.' || column_name || ' ' || data_type || ' ' || ordinal_position"
                            + " from information_schema.columns where table_schema = 'public' order by 1"));
            for (String table : Sql.texts(
                    connection,
                    "select table_name from information_schema.tables where table_schema = 'public' order by 1")) {
                dump.addAll(Sql.texts(connection, "select cast(x as text) from " + table + " x order by 1"));
            }
            return dump;
        }
    }
}
