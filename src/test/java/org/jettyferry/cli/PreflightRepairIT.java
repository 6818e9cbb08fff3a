package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.changelog.StatementJournalFixture;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.ConnectionSettings;
import org.jettyferry.jdbc.Database;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** The guided repair on real servers, with the check of the sample shop and its orders without one active document. */
class PreflightRepairIT {
    private static final Path SHOP = Path.of("webapp-sample", "updates").toAbsolutePath();
    private static final String ACTIVE = "select order_internal_id from documents where state = 1 order by 1";
    private static final String SIGNERS = "select concat(order_internal_id, ' ', action, ' ', notification)"
            + " from requested_signers order by signer_id";

    @TempDir
    Path directory;

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void theShopsCheckFindsTheFaultAndRepairsIt(TestDatabase database) throws SQLException {
        orders(database);
        Ended found = preflight(database);
        assertThat(found.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(found.out())
                .contains("FAILED   one-active-document (error): 2 rows, expected none")
                .contains("order_internal_id  active_documents", "102                2", "103                3");
        assertThat(update(database).code()).isEqualTo(ExitCode.REFUSED);
        assertThat(Tables.of(database)).containsExactly("documents", "requested_signers");

        Ended repaired = preflight(database, "--repair", "--yes");

        assertThat(repaired.code()).isZero();
        assertThat(repaired.out())
                .contains("Repaired order_internal_id = 102: 4 rows changed", "checked again\npassed   one-active");
        assertThat(Tables.texts(database, ACTIVE)).containsExactly("101");
        assertThat(Tables.texts(database, SIGNERS))
                .containsExactly("101 5 0", "102 0 1", "102 0 1", "102 8 0", "103 0 1");
        assertThat(Tables.texts(database, "select rows_changed from ferry_repair order by repair_no"))
                .containsExactly("4", "4");
        assertThat(update(database).code()).isZero();
        assertThat(preflight(database).code()).isZero();
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aDryRunShowsStatementsAndValuesAndChangesNothing(TestDatabase database) throws SQLException {
        orders(database);
        List<String> before = Tables.texts(database, SIGNERS);

        Ended ended = preflight(database, "--repair", "--dry-run");

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.out())
                .contains("Would repair 2 rows of one-active-document", "where order_internal_id = :order_internal_id")
                .contains("With order_internal_id = 102", "With order_internal_id = 103", "Nothing was changed.");
        assertThat(Tables.texts(database, SIGNERS)).isEqualTo(before);
        assertThat(Tables.of(database)).containsExactly("documents", "requested_signers");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void theOperatorAnswersForEachRow(TestDatabase database) throws SQLException {
        orders(database);

        Ended ended = typing(database, "what", "n", "y");

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.err()).contains("Answer y (this row), n (not this row), all");
        assertThat(ended.out()).contains("Repaired order_internal_id = 103").doesNotContain("= 102:");
        assertThat(Tables.texts(database, ACTIVE)).containsExactly("101", "102", "102");

        assertThat(typing(database, "all").code()).isZero();
        assertThat(Tables.texts(database, ACTIVE)).containsExactly("101");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void theEndOfTheInputKeepsWhatWasDone(TestDatabase database) throws SQLException {
        orders(database);

        Ended ended = typing(database, "y");

        assertThat(ended.code()).isEqualTo(ExitCode.ABORTED);
        assertThat(ended.err()).contains("1 row was repaired and stands in ferry_repair. Nothing else was changed.");
        assertThat(Tables.texts(database, ACTIVE)).containsExactly("101", "103", "103", "103");
        assertThat(Tables.texts(database, "select row_key from ferry_repair"))
                .containsExactly("order_internal_id = 102");
        assertThat(typing(database, "quit").code()).isEqualTo(ExitCode.ABORTED);
    }

    /** In a process of its own on a terminal; what is typed waits for the questions. */
    @ServerTest(POSTGRESQL)
    void ctrlDKeepsWhatWasDone(TestDatabase database) throws SQLException {
        orders(database);
        FerryCommand command = FerryCommand.ferry("preflight", "--repair", "--updates", SHOP.toString());
        try (FerryProcess process = command.on(database).startOnTerminal()) {
            FerryProcess.Outcome outcome = process.type("y\n\4").outcome();

            assertThat(outcome.exit()).isEqualTo(ExitCode.ABORTED);
            assertThat(outcome.text())
                    .contains("Repair order_internal_id = 102, active_documents = 2? [y/n/all/quit]")
                    .contains("Repaired order_internal_id = 102: 4 rows changed")
                    .contains("1 row was repaired and stands in ferry_repair");
        }
        assertThat(Tables.texts(database, ACTIVE)).containsExactly("101", "103", "103", "103");
    }

    /** The operator has gone for coffee, and the application has mended an order meanwhile. */
    @ServerTest(POSTGRESQL)
    void aRowThatIsRightByNowIsLeftAlone(TestDatabase database) throws SQLException {
        orders(database);
        FerryCommand command = FerryCommand.ferry("preflight", "--repair", "--updates", SHOP.toString());
        try (FerryProcess process = command.on(database).startOnTerminal()) {
            process.awaitWords("Repair of 2 rows");
            database.execute("update documents set state = 0 where document_id = 3");
            FerryProcess.Outcome outcome = process.type("all\n").outcome();

            assertThat(outcome.exit()).isZero();
            assertThat(outcome.text())
                    .contains("Not repaired, because the check does not find it any more: order_internal_id = 102")
                    .contains("Repaired order_internal_id = 103");
        }
        assertThat(Tables.texts(database, ACTIVE)).containsExactly("101", "102");
    }

    /** Two binary keys differ by their bytes. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aKeyMayBeBinary(TestDatabase database) throws SQLException {
        boolean postgres = database.server().name().equals("postgresql");
        database.execute("create table t (a " + (postgres ? "bytea" : "binary(2)") + ", b int)");
        String bytes = postgres ? "'\\x%s'" : "x'%s'";
        database.execute(
                "insert into t values (" + bytes.formatted("0001") + ", 0), (" + bytes.formatted("0002") + ", 0)");
        CheckSite site = new CheckSite(directory).check("zero", """
                query: select a, b from t where b = 0 order by a
                repair: [update t set b = 1 where a = :a]
                """);

        Ended ended = Tables.ferry(directory, database)
                .typing("n", "y")
                .run("preflight", "--repair", "--updates", site.folder());

        assertThat(ended.out()).contains("(2 bytes)", "Repaired a = 0x0002: 1 row changed");
        assertThat(Tables.texts(database, "select b from t order by a")).containsExactly("0", "1");
    }

    @ServerTest(POSTGRESQL)
    void withoutATerminalNothingIsRepaired(TestDatabase database) throws SQLException {
        orders(database);

        Ended ended = preflight(database, "--repair");

        assertThat(ended.code()).isEqualTo(ExitCode.ABORTED);
        assertThat(ended.err()).contains("cannot prompt", "Pass --yes");
        assertThat(Tables.of(database)).containsExactly("documents", "requested_signers");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void jsonTellsWhatWasRepaired(TestDatabase database) throws SQLException {
        orders(database);

        Ended ended = preflight(database, "--repair", "--yes", "--json");

        assertThat(ended.code()).isZero();
        var schema = JsonParser.parseString(ended.out())
                .getAsJsonObject()
                .getAsJsonArray("schemata")
                .get(0)
                .getAsJsonObject();
        assertThat(schema.get("repairedRows").getAsInt()).isEqualTo(2);
        assertThat(schema.get("state").getAsString()).isEqualTo("done");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aRowIsRepairedAsAWholeOrNotAtAll(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null primary key, b int)");
        database.execute("insert into t values (1, 0)", "insert into t values (2, 0)", "insert into t values (102, 9)");
        CheckSite site = new CheckSite(directory).check("zero", """
                query: select a from t where b = 0 order by a
                repair:
                  - update t set b = 1 where a = :a
                  - insert into t values (:a + 100, 5)
                """);

        Ended ended =
                Tables.ferry(directory, database).run("preflight", "--repair", "--yes", "--updates", site.folder());

        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err())
                .contains("could not repair the row a = 2", "This row is as it was.", "before stands in ferry_repair");
        assertThat(Tables.texts(database, "select concat(a, ' ', b) from t order by a"))
                .containsExactly("1 1", "2 0", "101 5", "102 9");
        assertThat(Tables.texts(database, "select row_key from ferry_repair")).containsExactly("a = 1");
    }

    /** Values are bound, whatever they look like. */
    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aValueIsNeverPartOfTheSql(TestDatabase database) throws SQLException {
        String evil = "x''; delete from t; -- :b ?";
        database.execute("create table t (a varchar(50) not null primary key, b int)");
        database.execute("insert into t values ('" + evil + "', 0)", "insert into t values ('y', 1)");
        CheckSite site = new CheckSite(directory)
                .check("zero", "query: select a from t where b = 0\nrepair: [update t set b = 1 where a = :a]");

        Ended ended =
                Tables.ferry(directory, database).run("preflight", "--repair", "--yes", "--updates", site.folder());

        assertThat(ended.code()).isZero();
        assertThat(Tables.texts(database, "select b from t")).containsExactly("1", "1");
        assertThat(Tables.texts(database, "select row_key from ferry_repair"))
                .containsExactly("a = " + evil.replace("''", "'"));
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void aParameterThatIsNoColumnIsRefused(TestDatabase database) throws SQLException {
        database.execute("create table t (a int)", "insert into t values (1)");
        CheckSite site =
                new CheckSite(directory).check("zero", "query: select a from t\nrepair: [delete from t where a = :b]");

        Ended ended =
                Tables.ferry(directory, database).run("preflight", "--repair", "--yes", "--updates", site.folder());

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("has a parameter :b, and the query no such column; it has a");
        assertThat(Tables.of(database)).containsExactly("t");
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void twoOperatorsDoNotRepairAtOnce(TestDatabase database) throws SQLException {
        orders(database);
        Database opened = open(database);
        try (Connection other = opened.open()) {
            Catalog server = opened.dialect().server(other);
            assertThat(server.tryLock("repair " + server.currentSchema())).isTrue();

            Ended ended = preflight(database, "--repair", "--yes");

            assertThat(ended.code()).isEqualTo(ExitCode.LOCKED);
            assertThat(ended.err()).contains("another repair of the schema", "Nothing was changed");
        }
        assertThat(preflight(database, "--repair", "--yes").code()).isZero();
    }

    /** The journal of the repairs is made between two runs, and is no sign that a statement of the site has run. */
    @ServerTest({MYSQL, MARIADB})
    void aRepairDoesNotLookLikeAStatementThatHasRun(TestDatabase database) throws SQLException {
        database.execute("create table t (a int)", "insert into t values (1)");
        CheckSite site = new CheckSite(directory)
                .check("zero", "query: select a from t\nrepair: [delete from t where a = :a]")
                .changes("create table u (a int)", "alter table nowhere add column c int");
        CommandLineHarness ferry = Tables.ferry(directory, database);
        assertThat(ferry.run("run-update", "--skip-checks", "--updates", site.folder())
                        .code())
                .isEqualTo(ExitCode.ERROR);
        Database opened = open(database);
        try (Connection killed = opened.open()) {
            killed.setAutoCommit(false);
            String schema = opened.dialect().server(killed).currentSchema();
            new StatementJournalFixture(killed, opened.dialect(), schema)
                    .begin("changes.sql::1::ann", 2, "create table v (a int)");
        }
        site.changes("create table u (a int)", "create table v (a int)");

        assertThat(ferry.run("preflight", "--repair", "--yes", "--updates", site.folder())
                        .code())
                .isZero();
        assertThat(ferry.run("run-update", "--updates", site.folder()).code()).isZero();

        assertThat(Tables.of(database)).contains("ferry_repair", "v");
    }

    private static Database open(TestDatabase database) {
        return Database.connect(
                new ConnectionSettings(database.url(), Optional.of(database.user()), Optional.of(database.password())));
    }

    /** Order 101 is right; 102 has two active documents, and 103 three. Action 8 is a signature that was withdrawn. */
    static void orders(TestDatabase database) throws SQLException {
        database.execute(
                "create table documents (document_id int not null primary key, order_internal_id int, state int)",
                "create table requested_signers (signer_id int not null primary key, order_internal_id int, action int,"
                        + " action_timestamp timestamp null, action_message varchar(200), notification int,"
                        + " reminder int)",
                "insert into documents values (1, 101, 1), (2, 101, 0), (3, 102, 1), (4, 102, 1), (5, 103, 1),"
                        + " (6, 103, 1), (7, 103, 1), (8, 104, 0)",
                "insert into requested_signers values (1, 101, 5, null, 'signed', 0, 0),"
                        + " (2, 102, 5, null, 'signed', 0, 0), (3, 102, 1, null, null, 0, 0),"
                        + " (4, 102, 8, null, 'withdrawn', 0, 0), (5, 103, 5, null, 'signed', 0, 0)");
    }

    private Ended preflight(TestDatabase database, String... more) {
        List<String> words = new ArrayList<>(List.of("preflight", "--updates", SHOP.toString()));
        words.addAll(List.of(more));
        return Tables.ferry(directory, database).run(words.toArray(new String[0]));
    }

    private Ended typing(TestDatabase database, String... lines) {
        return Tables.ferry(directory, database)
                .typing(lines)
                .run("preflight", "--repair", "--updates", SHOP.toString());
    }

    private Ended update(TestDatabase database) {
        return Tables.ferry(directory, database).run("run-update", "--updates", SHOP.toString());
    }
}
