package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.junit.jupiter.api.io.TempDir;

/** The commands against real servers, in the JVM of the test. */
class CliIT {
    private static final Map<String, String> FOLDERS =
            Map.of("postgresql", "postgresql", "mysql", "mysql", "mariadb", "mysql", "mssql", "sqlserver");

    @TempDir
    Path directory;

    @ServerTest
    void noTableIsGenerationNone(TestDatabase database) {
        assertThat(detected(database)).isEqualTo("none");
    }

    @ServerTest
    void eachGenerationIsDetected(TestDatabase database) {
        database1(database);
        assertThat(detected(database)).isEqualTo("1");

        run(database, "drop table JettySessions");
        script(database, "generation-2.sql");
        assertThat(detected(database)).isEqualTo("mixed");

        run(database, "drop table JettySessionIds");
        assertThat(detected(database)).isEqualTo("2");
    }

    @ServerTest
    void anotherTableOfTheNameIsForeignAndIsNotMigrated(TestDatabase database) {
        run(database, "create table JettySessions (id varchar(10) primary key)");

        assertThat(detected(database)).isEqualTo("foreign");
        Ended upgrade = ferry(database, "upgrade", "--to", "12", "--yes");
        assertThat(upgrade.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(upgrade.err()).contains("Nothing was changed");
    }

    @ServerTest
    void withoutATerminalAnUpgradeShowsItsPlanAndTakesYes(TestDatabase database) {
        database1(database);
        run(database, "insert into JettySessionIds (id) values ('node1abc')");

        Ended asked = ferry(database, "upgrade", "--to", "12");
        assertThat(asked.code()).isEqualTo(ExitCode.ABORTED);
        assertThat(asked.out()).contains("Old tables", "ferry plan upgrade");
        assertThat(asked.err()).contains("--yes");
        assertThat(detected(database)).isEqualTo("1");

        Ended done = ferry(database, "upgrade", "--to", "12", "--yes", "--json");
        assertThat(done.code()).as(done.err()).isZero();
        JsonObject result = JsonParser.parseString(done.out()).getAsJsonObject();
        assertThat(result.get("complete").getAsBoolean()).isTrue();
        assertThat(detected(database)).isEqualTo("2");

        String run = result.get("run").getAsString();
        assertThat(ferry(database, "verify").code()).isZero();
        assertThat(ferry(database, "backup", "list").out()).contains(run, " 1 row,");
        assertThat(ferry(database, "backup", "purge", run).code()).isEqualTo(ExitCode.ABORTED);
        Ended restored = ferry(database, "backup", "restore", run, "--yes", "--json");
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(JsonParser.parseString(restored.out())
                        .getAsJsonObject()
                        .get("run")
                        .getAsString())
                .isEqualTo(run);
        assertThat(detected(database)).isEqualTo("1");
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL})
    void oneSessionIsASessionAndAllBlobsAreNoSample(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 1);
        StringBuilder all = new StringBuilder();
        for (String line : List.of(
                "detect",
                "plan upgrade --to 12",
                "upgrade --to 12 --yes --backup-dir " + directory,
                "verify",
                "detect",
                "backup list",
                "backup purge --all --yes")) {
            Ended ended = ferry(database, line.split(" ", -1));
            assertThat(ended.code()).as(line + ended.err()).isZero();
            all.append(ended.out()).append(ended.err());
        }
        assertThat(all.toString())
                .contains("1 session", "1 row")
                .doesNotContainPattern("\\b1 (sessions|rows|lines|blobs|tables|seconds|statements)\\b")
                .doesNotContain("of a sample");

        SmallStore.wipe(database);
        SmallStore.make(database, 1, 501);
        assertThat(ferry(database, "detect").out()).contains("(of a sample)");
    }

    @ServerTest
    void aSchemaThatIsNotThereIsNamedAndSoIsTheOneThatHasTheTable(TestDatabase database) {
        assertThat(ferry(database, "detect", "--schema", "nosuch").out())
                .contains("there is no table JettySessions in nosuch", "Check --schema: no schema of this database")
                .doesNotContain("name it with --schema", "makes its own tables");

        database1(database);
        assertThat(ferry(database, "detect", "--schema", "nosuch").out())
                .contains("Check --schema: ", " has a table JettySessions.")
                .doesNotContain("name it with --schema", "Check --schema: nosuch");
    }

    /** The quarantine holds session data, so it is purged with the old tables of its run. */
    @ServerTest
    void theQuarantineGoesWithTheBackup(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        Ended done = ferry(database, "upgrade", "--to", "12", "--yes", "--json");
        assertThat(done.code()).isEqualTo(ExitCode.PARTLY);
        String line = "Quarantined       2 sessions of run \\d+ \\(\\w+ 1, \\w+ 1\\): ferry retry --run \\d+";
        assertThat(ferry(database, "detect").out()).containsPattern(line);
        assertThat(ferry(database, "verify").out()).containsPattern(line).contains("all is sound");

        Ended asked = ferry(database, "backup", "purge");
        assertThat(asked.code()).isEqualTo(ExitCode.ABORTED);
        assertThat(asked.out()).contains("ferry_quarantine: 2 sessions");
        Ended purged = ferry(database, "backup", "purge", "--yes");
        assertThat(purged.code()).as(purged.err()).isZero();
        assertThat(purged.out()).contains("Dropped 2 tables. Deleted 2 sessions from the quarantine.");
        assertThat(JsonParser.parseString(ferry(database, "backup", "purge", "--yes", "--json")
                                .out())
                        .getAsJsonObject()
                        .get("quarantineDeleted")
                        .getAsInt())
                .isZero();
        try (Connection connection = database.connect()) {
            assertThat(Sql.number(connection, "select count(*) from ferry_quarantine"))
                    .isZero();
        }
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void aStoreHasBackupsOfItsOwn(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        SmallStore.make(database, 1, 20, SmallStore.called("OldSessions", "OldIds"));
        String[] old = {"--table", "oldsessions", "--ids-table", "OldIds"};
        String run = upgraded(database);
        String oldRun = upgraded(database, old);

        assertThat(ferry(database, "backup", "list").out().split("Of other stores", 2))
                .satisfiesExactly(
                        own -> assertThat(own).contains("Run " + run).doesNotContain(oldRun),
                        others -> assertThat(others).contains("Run " + oldRun).doesNotContain(run));
        assertThat(ferry(database, "backup", "purge", oldRun, "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(ferry(database, with(old, "backup", "restore", run, "--yes")).code())
                .isEqualTo(ExitCode.REFUSED);
        Ended purged = ferry(database, with(old, "backup", "purge", "--all", "--yes"));
        assertThat(purged.out()).contains("Dropped 2 tables. Deleted 2 sessions");
        assertThat(ferry(database, "backup", "list").out()).contains(run).doesNotContain(oldRun);
        assertThat(ferry(database, "backup", "purge").out()).contains("ferry_quarantine: 2 sessions");
    }

    private String upgraded(TestDatabase database, String... flags) {
        Ended done = ferry(database, with(flags, "upgrade", "--to", "12", "--yes", "--json"));
        assertThat(done.code()).as(done.err()).isEqualTo(ExitCode.PARTLY);
        return JsonParser.parseString(done.out()).getAsJsonObject().get("run").getAsString();
    }

    private static String[] with(String[] flags, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(flags)).toArray(String[]::new);
    }

    @ServerTest
    void aPlanChangesNothing(TestDatabase database) {
        database1(database);

        Ended plan = ferry(database, "plan", "upgrade", "--to", "12", "--json");

        assertThat(plan.code()).as(plan.err()).isZero();
        JsonObject view = JsonParser.parseString(plan.out()).getAsJsonObject();
        assertThat(view.getAsJsonArray("refusals")).isEmpty();
        assertThat(view.getAsJsonArray("statements").asList())
                .extracting(JsonElement::getAsString)
                .anyMatch(statement -> statement.contains("create table") && statement.contains("ferry_run"))
                .anyMatch(statement -> statement.contains("insert into") && statement.contains("NO_SESSION_ID"))
                .anyMatch(statement ->
                        statement.matches("(?s)copy .* from stdin.*|load data .*|insert into .* values .*"))
                .satisfies(statements -> assertThat(statements.stream().anyMatch(text -> text.startsWith("analyze ")))
                        .as("statistics, which SQL Server makes by itself")
                        .isEqualTo(!database.server().name().equals("mssql")));
        assertThat(ferry(database, "detect").out()).contains("generation 1").doesNotContain("_n2");
    }

    /** The plan also lists every reason to refuse a run. */
    @ServerTest(ServerKind.POSTGRESQL)
    void aPlanListsWhatWouldRefuseARun(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 20);
        run(database, "alter table JettySessions add foo int");
        assertThat(ferry(database, "detect").out())
                .contains("Move the columns that are not Jetty's")
                .doesNotContain("run: ferry upgrade");
        try (Connection node = database.connect()) {
            Sql.texts(node, "select sessionId from JettySessions");
            Ended plan = ferry(database, "plan", "upgrade", "--to", "12");
            assertThat(plan.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(plan.out()).contains("Statements, in this order");
            assertThat(plan.err())
                    .contains("a run would be refused: nodes are still alive")
                    .contains("a run would be refused: the session table has columns that are not Jetty's");
            Ended dry = ferry(database, "upgrade", "--to", "12", "--dry-run", "--assume-stopped", "--json");
            assertThat(dry.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(JsonParser.parseString(dry.out()).getAsJsonObject().getAsJsonArray("refusals"))
                    .hasSize(1);
        }
    }

    @ServerTest(ServerKind.POSTGRESQL)
    void optionsChangeTheEstimatesOfTimeAndSpace(TestDatabase database) throws SQLException {
        SmallStore.make(database, 1, 601);
        String[] dry = {"upgrade", "--to", "12", "--dry-run"};
        assertThat(ferry(database, with(new String[] {"--max-rows-per-second", "10"}, dry))
                        .out())
                .containsPattern("Time +about 1 min 0 s");
        assertThat(ferry(database, with(new String[] {"--sessions", "drop"}, dry))
                        .out())
                .containsPattern("Blobs .*; not read")
                .containsPattern("Disk space +almost none");
        assertThat(ferry(database, "upgrade", "--to", "12", "--sessions", "drop", "--yes"))
                .satisfies(done -> assertThat(done.err()).contains("leave 601 sessions behind"))
                .satisfies(done -> assertThat(done.out()).containsPattern("Left behind +601 sessions"));
    }

    @ServerTest
    void aMixedStoreIsRepaired(TestDatabase database) {
        database1(database);
        run(database, "drop table JettySessions");
        script(database, "generation-2.sql");

        assertThat(ferry(database, "repair").code()).isEqualTo(ExitCode.ABORTED);
        Ended repaired = ferry(database, "repair", "--yes", "--json");
        assertThat(repaired.code()).as(repaired.err()).isZero();
        assertThat(JsonParser.parseString(repaired.out()).getAsJsonObject().has("setAside"))
                .isTrue();
        assertThat(detected(database)).isEqualTo("2");
    }

    @ServerTest
    void theManualProcedureIsPrinted(TestDatabase database) {
        assertThat(ferry(database, "guide", "upgrade").out()).contains("Nothing has to be dropped: there is no table");
        database1(database);
        assertThat(dropsOf(ferry(database, "guide", "upgrade"))).hasSize(2);
        assertThat(dropsOf(ferry(database, "guide", "downgrade"))).isEmpty();

        run(database, "drop table JettySessions");
        script(database, "generation-2.sql");
        assertThat(dropsOf(ferry(database, "guide", "upgrade")))
                .singleElement()
                .asString()
                .containsIgnoringCase("ids");
        assertThat(dropsOf(ferry(database, "guide", "downgrade"))).hasSize(2);

        run(database, "drop table JettySessionIds");
        assertThat(ferry(database, "guide", "upgrade").out())
                .contains("Nothing has to be dropped", "of the new release");
        Ended down = ferry(database, "guide", "downgrade");
        assertThat(dropsOf(down)).hasSize(1);
        assertThat(down.out()).contains("Start ONE node of the old release");

        run(database, "drop table JettySessions");
        run(database, "create table JettySessions (id varchar(10) primary key)");
        Ended foreign = ferry(database, "guide", "upgrade");
        assertThat(foreign.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(foreign.out()).isEmpty();
        assertThat(foreign.err()).contains("is not Jetty's session table", "Ferry won't touch it");
    }

    private static List<String> dropsOf(Ended guide) {
        assertThat(guide.code()).as(guide.err()).isZero();
        return guide.out().lines().filter(line -> line.contains("drop table")).toList();
    }

    @ServerTest
    void aWrongPasswordIsAnErrorOfTwoLines(TestDatabase database) {
        Ended ended = ferry(
                Map.of("FERRY_URL", database.url(), "FERRY_USER", database.user(), "FERRY_PASSWORD", "hidden-7"),
                "detect");

        assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
        assertThat(ended.err()).startsWith("ferry: could not connect to jdbc:").doesNotContain("hidden-7");
        assertThat(ended.err().lines()).hasSize(2);
    }

    private static void database1(TestDatabase database) {
        script(database, "generation-1.sql");
    }

    private String detected(TestDatabase database) {
        Ended ended = ferry(database, "detect", "--json");
        assertThat(ended.code()).as(ended.err()).isZero();
        return JsonParser.parseString(ended.out())
                .getAsJsonObject()
                .get("generation")
                .getAsString();
    }

    private static void script(TestDatabase database, String name) {
        try {
            String text = Files.readString(
                    Path.of("sql", FOLDERS.get(database.server().name()), name));
            for (String statement : text.replaceAll("(?m)^--.*$", "").split(";", -1)) {
                if (!statement.isBlank()) {
                    run(database, statement);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(TestDatabase database, String statement) {
        try {
            database.execute(statement);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private Ended ferry(TestDatabase database, String... args) {
        return ferry(environment(database), args);
    }

    private Ended ferry(Map<String, String> environment, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory);
        ferry.environment.putAll(environment);
        return ferry.run(args);
    }

    private static Map<String, String> environment(TestDatabase database) {
        return Map.of(
                "FERRY_URL", database.url(), "FERRY_USER", database.user(), "FERRY_PASSWORD", database.password());
    }
}
