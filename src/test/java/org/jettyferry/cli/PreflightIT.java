package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** Pre-flight checks on real servers, before an update and by themselves. */
class PreflightIT {
    private static final String EMPTY = "query: select a from t";

    @TempDir
    Path directory;

    @ServerTest
    void everyCheckRunsAndChangesNothing(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null primary key, b varchar(20))", "insert into t values (1, 'x')");
        CheckSite site = new CheckSite(directory)
                .check("first", EMPTY)
                .check("broken", "query: select nothing from nowhere")
                .check("last", "query: select a from t where a > 1");

        Ended ended = preflight(database, site);

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.out())
                .contains(
                        "FAILED   first (error): 1 row, expected none",
                        "  Why first matters.",
                        "    a\n    1\n",
                        "  Remedy: Mend first.",
                        "NOT RUN  broken (error): could not run its query: ",
                        "passed   last (error)",
                        "1 passed, 1 failed, 1 could not run; an update would be refused");
        assertThat(ended.out().lines().filter(line -> line.contains("nowhere")))
                .as("the error is one line")
                .hasSizeLessThanOrEqualTo(1);
    }

    @ServerTest
    void aCheckMayExpectACountANumberOrAValue(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null, b varchar(20))", "insert into t values (1, 'x')");
        CheckSite site = new CheckSite(directory)
                .check("count", EMPTY + "\nexpect: {rows: \"<= 1\"}")
                .check("number", "query: select count(*) from t\nexpect: {number: \">= 1\"}")
                .check("value", "query: select b from t\nexpect: {value: x}")
                .check("product", "query: {postgresql: select 1, default: select 2}\nexpect: {rows: 1}");
        assertThat(preflight(database, site).code()).isZero();

        database.execute("insert into t values (2, 'y')", "delete from t where a = 1");
        database.execute("insert into t values (3, 'z')");
        Ended ended = preflight(database, site);

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.out())
                .contains("count (error): 2 rows, expected <= 1", "value (error): 2 rows, expected one row with the");
        assertThat(ended.out()).contains("passed   number (error)", "passed   product (error)");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aQueryOfAnotherProductIsNoQuery(TestDatabase database) {
        CheckSite site = new CheckSite(directory)
                .check("mine", "query: {postgresql: select 1, mysql: select 1}\nexpect: {rows: 1}")
                .check("other", "query: {sqlserver: select 1}\nexpect: {rows: 1}");

        Ended ended = preflight(database, site);

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.out()).contains("passed   mine", "NOT RUN  other (error): it has no query for ");
    }

    /** Also one that ends the transaction first, where the driver sends several statements at once. */
    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aQueryThatWritesIsRefused(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null)", "insert into t values (1)");
        boolean postgres = database.server().name().equals("postgresql");
        CheckSite site = new CheckSite(directory)
                .check("writes", "query: delete from t" + (postgres ? " returning a" : ""))
                .check("commits", "query: commit; delete from t" + (postgres ? " returning a" : ""))
                .check("defines", "query: create table other (a int)");

        Ended ended = preflight(database, site);

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.out()).contains("NOT RUN  writes", "NOT RUN  commits", "NOT RUN  defines");
        if (postgres) {
            assertThat(ended.out()).contains("its query would change the database, and a check must not");
        }
        database.execute("create table other (a int)");
        assertThat(preflight(database, new CheckSite(directory).check("still-there", EMPTY))
                        .out())
                .contains("still-there (error): 1 row");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aFailedCheckStopsAnUpdateBeforeAnythingChanges(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null)", "insert into t values (1)");
        CheckSite site =
                new CheckSite(directory).check("first", EMPTY).check("second", "query: select nothing from nowhere");

        Ended refused = update(database, site);

        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.out())
                .contains("the pre-flight check first (error) has failed: 1 row, expected none. Why first matters.")
                .contains("the pre-flight check second (error) could not run: ")
                .doesNotContain("Database management finished", "runs changes.sql");
        assertThat(refused.err())
                .contains("pre-flight checks stop the update: first, second")
                .contains("first: Mend first.", "second: Mend second.", "Nothing was changed", "--skip-checks");
        assertThat(Tables.of(database)).containsExactly("t");

        Ended forced = ferry(database).run("run-update", "--updates", site.folder(), "--skip-checks");
        assertThat(forced.code()).isZero();
        assertThat(forced.err()).contains("Warning: --skip-checks");
        assertThat(Tables.of(database)).contains("after_update");
    }

    /** A check may be wrong for the new schema: with nothing to update, nothing needs to be checked. */
    @ServerTest(POSTGRESQL)
    void aSchemaThatIsUpToDateNeedsNoCheck(TestDatabase database) {
        CheckSite site = new CheckSite(directory);
        assertThat(update(database, site).code()).isZero();

        Ended ended = update(database, site.check("broken", "query: select nothing from nowhere"));

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("up to date").doesNotContain("broken");
    }

    @ServerTest(POSTGRESQL)
    void aWarningIsShownAndStopsNothing(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null)", "insert into t values (1)");
        CheckSite site = new CheckSite(directory).check("first", "severity: warning\n" + EMPTY);
        assertThat(preflight(database, site).code()).isZero();
        assertThat(preflight(database, site).out()).contains("FAILED   first (warning)", "an update may run");

        Ended ended = update(database, site);

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("the pre-flight check first (warning) has failed", "runs changes.sql::1::ann");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aCheckOfTablesThatDoNotExistIsNotNeeded(TestDatabase database) {
        CheckSite site = new CheckSite(directory).check("first", "when-tables-exist: [t, u]\n" + EMPTY);

        Ended ended = preflight(database, site);

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("no need  first (error): the schema has no table t, u");
        assertThat(update(database, site).code()).isZero();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void onlyTheFirstRowsAreShown(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null, b varchar(99))");
        for (int i = 1; i <= 12; i++) {
            database.execute("insert into t values (" + i + ", null)");
        }
        CheckSite site = new CheckSite(directory).check("first", "query: select a, b from t order by a");

        Ended ended = preflight(database, site);

        assertThat(ended.out()).contains("12 rows, expected none", "    10  NULL\n    and 2 more rows\n");
        assertThat(ended.out()).doesNotContain("    11");
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void jsonHasTheRowsAsWell(TestDatabase database) throws SQLException {
        database.execute("create table t (a int not null, b varchar(99))", "insert into t values (7, null)");
        CheckSite site = new CheckSite(directory)
                .check("first", "query: select a, b from t")
                .check("second", "query: select a from t where a = 1");

        Ended ended = ferry(database).run("preflight", "--json", "--updates", site.folder());

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        JsonObject schema = JsonParser.parseString(ended.out())
                .getAsJsonObject()
                .getAsJsonArray("schemata")
                .get(0)
                .getAsJsonObject();
        assertThat(schema.get("state").getAsString()).isEqualTo("refused");
        JsonArray checks = schema.getAsJsonArray("checks");
        JsonObject first = checks.get(0).getAsJsonObject();
        assertThat(first.get("state").getAsString()).isEqualTo("failed");
        assertThat(first.get("rows").getAsLong()).isEqualTo(1);
        assertThat(first.get("firstRows")).hasToString("[[\"7\",null]]");
        assertThat(first.get("remedy").getAsString()).isEqualTo("Mend first.");
        assertThat(checks.get(1).getAsJsonObject().get("state").getAsString()).isEqualTo("passed");
    }

    @ServerTest(POSTGRESQL)
    void allSchemataOfTheRegistryAreChecked(TestDatabase database) throws SQLException {
        for (String schema : new String[] {"one", "two"}) {
            database.execute("create schema " + schema, "create table " + schema + ".t (a int)");
            String url = database.with("currentSchema=" + schema).url();
            assertThat(ferry(database)
                            .run("schema", "add", schema, "--schema-url", url)
                            .code())
                    .isZero();
        }
        database.execute("insert into two.t values (1)");
        CheckSite site = new CheckSite(directory).check("first", EMPTY);

        Ended ended = ferry(database).run("preflight", "--all", "--updates", site.folder());

        assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.out()).contains("one: 1 passed, 0 failed", "two: 0 passed, 1 failed");
        assertThat(ferry(database)
                        .run("preflight", "one", "--updates", site.folder())
                        .code())
                .isZero();
    }

    @ServerTest(POSTGRESQL)
    void validateReadsTheChecks(TestDatabase database) {
        CheckSite site = new CheckSite(directory).check("first", EMPTY);
        assertThat(ferry(database)
                        .run("update", "validate", "--updates", site.folder())
                        .out())
                .contains("1 pre-flight check can be read");

        site.check("second", "serverity: warning\n" + EMPTY);
        Ended ended = ferry(database).run("update", "validate", "--updates", site.folder());

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("second.yaml is not valid: it has the key serverity");
        assertThat(update(database, site).code()).isEqualTo(ExitCode.USAGE);
        assertThat(preflight(database, site).code()).isEqualTo(ExitCode.USAGE);
    }

    private Ended preflight(TestDatabase database, CheckSite site) {
        return ferry(database).run("preflight", "--updates", site.folder());
    }

    private Ended update(TestDatabase database, CheckSite site) {
        return ferry(database).run("run-update", "--updates", site.folder());
    }

    private CommandLineHarness ferry(TestDatabase database) {
        return Tables.ferry(directory, database);
    }
}
