package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.TestServer;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the registry, against real servers. */
class RegistryIT {
    @TempDir
    Path directory;

    /** Servers that speak SQL Server's protocol do not all support the catalog queries of Liquibase. */
    @BeforeEach
    void skipWithoutLiquibaseSupport(TestServer server) throws SQLException {
        if (server.name().equals("mssql")) {
            try (TestDatabase database = server.createDatabase();
                    Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select serverproperty('babelfish')")) {
                skipIf(rows.next() && rows.getString(1) != null, "Liquibase does not run on Babelfish");
            }
        }
    }

    /** The summary of the build shows the number of skipped tests only. */
    private static void skipIf(boolean lacking, String reason) {
        if (lacking) {
            System.err.println("SKIPPED on mssql: " + reason);
        }
        assumeFalse(lacking, reason);
    }

    @ServerTest
    void theUsualPathOfAContextThatMoves(TestDatabase database) throws SQLException {
        site(database);
        ok(database, "context", "disable", "2", "--reason", "not paid");

        refused(database, "is not disabled", "changeserver", "-m", "shop_1", "-s", "green");
        assertThat(ok(database, "disableschema", "-m", "shop_1")).contains("2 contexts taken out of service");
        assertThat(ok(database, "schema", "disable", "shop_1")).contains("already", "nothing was changed");
        refused(database, "no server nowhere", "schema", "move", "shop_1", "nowhere");
        node(database, "blue", 45_000);
        Ended moved = ferry(database, "changeserver", "-m", "shop_1", "-s", "green");
        assertThat(moved.code()).isEqualTo(ExitCode.DONE);
        assertThat(moved.out()).contains("3 contexts moved");
        assertThat(moved.err())
                .contains("Warning: nodes without recent contact to the registry: Jetty 9.4.58 on web1, heartbeat");
        assertThat(ok(database, "schema", "move", "shop_1", "green")).contains("already");
        assertThat(ok(database, "enableschema", "-m", "shop_1")).contains("2 contexts back in service");

        assertThat(lines(database, "context", "list", "--server", "green", "--csv"))
                .containsExactly(
                        "id,schema,server,enabled,served,reason,names",
                        "1,shop_1,green,true,true,,1 one.example.com",
                        "2,shop_1,green,false,false,not paid,2",
                        "3,shop_1,green,true,true,,3");
        assertThat(ok(database, "exists-in-server", "--id", "1", "--server", "green"))
                .isEqualTo("true");
        assertThat(ok(database, "existsinserver", "-N", "one.example.com", "-s", "blue"))
                .isEqualTo("false");
        assertThat(ok(database, "exists-in-server", "--id", "nobody", "--server", "blue"))
                .isEqualTo("false");
        assertThat(ok(database, "exists-in-server", "--name", "one.example.com ", "--server", "green"))
                .isEqualTo("false");
        refused(database, "no server green ", "exists-in-server", "--id", "1", "--server", "green ");
        assertThat(ferry(database, "context", "list", "--schema", "nowhere", "--json")
                        .out())
                .contains("\"code\": \"refused\"");
    }

    /** Through such a node a request reaches what was taken out of service. */
    @ServerTest
    void livingNodesThatLetThroughAreNamed(TestDatabase database) throws SQLException {
        site(database);
        ok(database, "schema", "add", "free");
        ok(database, "context", "add", "4", "--schema", "free");
        nodes(database);
        String warning = "Warning: nodes with unknownContext=through: Jetty 9.4.58 on ";

        assertThat(named(ferry(database, "schema", "disable", "shop_1"))).containsExactly("web1");
        assertThat(named(ferry(database, "context", "disable", "2"))).containsExactly("web1");
        Ended again = ferry(database, "schema", "disable", "shop_1", "--json");
        assertThat(named(again)).containsExactly("web1");
        JsonArray warnings =
                JsonParser.parseString(again.out()).getAsJsonObject().getAsJsonArray("warnings");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).getAsString()).contains("on web1, heartbeat", "Set unknownContext=wait in");
        assertThat(named(ferry(database, "schema", "disable", "free"))).containsExactly("web1", "web5", "web6");
        assertThat(named(ferry(database, "context", "disable", "4"))).containsExactly("web1", "web5", "web6");
        assertThat(ferry(database, "schema", "move", "shop_1", "green").err())
                .contains("nodes without recent contact to the registry: Jetty 9.4.58 on web3")
                .contains(warning + "web1", "; Jetty 9.4.58 on web5", "needs no restart")
                .doesNotContain("web2", "web4", "web6");

        assertThat(lines(database, "node", "list", "--server", "blue", "--csv"))
                .hasSize(5)
                .anyMatch(line -> line.matches("blue,web1,.*,through,,1,n1,,"))
                .anyMatch(line -> line.matches("blue,web2,.*,wait,closed,1,n2,,"))
                .anyMatch(line -> line.matches("blue,web4,.*,,,1,n4,,"));
        assertThat(lines(database, "node", "list", "--server", "blue"))
                .anyMatch(line -> line.contains("web1") && line.endsWith("  through"))
                .noneMatch(line -> line.contains("wait"));
        database.execute("update ferry_node_state set unknown_context = 'wait'");
        assertThat(json(database, "schema", "disable", "shop_1", "--json").getAsJsonArray("warnings"))
                .isEmpty();
        ok(database, "context", "disable", "1");
    }

    /** Returns the hosts in the warnings, and checks that the command was done. */
    private static List<String> named(Ended ended) {
        assertThat(ended.code()).as(ended.err()).isZero();
        return Pattern.compile(" on (web\\d)")
                .matcher(ended.err())
                .results()
                .map(host -> host.group(1))
                .toList();
    }

    /** A user with read-only rights can list: a list must not create tables. */
    @ServerTest
    void aListCreatesNoRegistry(TestDatabase database) throws SQLException {
        for (String list : List.of("server", "schema", "context", "node")) {
            Ended ended = ferry(database, list, "list", "--csv");
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.out().lines()).hasSize(1);
            assertThat(ended.err()).contains("There is no registry in this database yet");
        }
        assertThat(StoreDump.of(database).tables()).isEmpty();

        ok(database, "server", "register", "blue");
        refused(database, "no server nope", "node", "list", "--server", "nope");
        assertThat(lines(database, "node", "list", "--server", "blue", "--csv")).hasSize(1);
    }

    @ServerTest
    void listsHaveTheColumnsOfOpenXchange(TestDatabase database) {
        site(database);

        assertThat(lines(database, "listserver", "--csv")).first().isEqualTo("id,name");
        assertThat(lines(database, "listserver", "-s", "gr*", "--csv")).hasSize(2);
        assertThat(lines(database, "listdatabaseschema", "--csv").get(0))
                .isEqualTo("id,display_name,schema_name,url,currentunits");
        assertThat(lines(database, "listdatabaseschema", "--csv").get(1))
                .endsWith(",shop_1,shop_1,jdbc:postgresql://db2/shop_1,3");
        assertThat(lines(database, "listdatabaseschema", "-s", "*db2*").get(0).split(" +", -1))
                .containsExactly("id", "name", "schemaname", "hostname", "curctx");
        assertThat(lines(database, "schema", "list", "--csv").get(0))
                .isEqualTo("id,display_name,schema_name,url,currentunits,server,enabled,reason,version");
        JsonArray schemata = json(database, "schema", "list", "--json").getAsJsonArray("schemata");
        assertThat(schemata.get(0).getAsJsonObject().get("contexts").getAsInt()).isEqualTo(3);
    }

    @ServerTest
    void namesMatchExactlyAndPatternsDoNot(TestDatabase database) {
        for (String name : List.of("a%b", "a_b", "a*b", "a[b", "a!b", "a\\b", "a'b", "żółw", "東京", "大阪")) {
            ok(database, "server", "register", name);
            ok(database, "schema", "add", name, "--server", name);
            ok(database, "context", "add", name, "--schema", name);
            assertThat(ok(database, "exists-in-server", "--id", name, "--server", name))
                    .isEqualTo("true");
        }
        assertThat(lines(database, "server", "list", "a_b", "--csv")).hasSize(2);
        assertThat(lines(database, "server", "list", "a*b", "--csv")).hasSize(8);
        assertThat(lines(database, "context", "list", "?京", "--csv")).hasSize(2);
        refused(database, "upper and lower case", "server", "register", "Żółw");
        assertThat(lines(database, "context", "list", "a\\b", "--csv")).hasSize(2);
        assertThat(lines(database, "context", "list", "a'b", "--csv")).hasSize(2);
        assertThat(lines(database, "context", "list", "A_B", "--csv")).hasSize(1);
        refused(database, "upper and lower case", "server", "register", "A_b");
        refused(database, "registered already", "server", "register", "a_b");
        refused(database, "already", "schema", "add", "A_b");
        ok(database, "context", "add", "A_B", "--schema", "a_b");
        assertThat(lines(database, "context", "list", "--schema", "a_b", "--csv"))
                .hasSize(3);
    }

    @ServerTest
    void whatIsInUseIsNotRemoved(TestDatabase database) throws SQLException {
        site(database);

        refused(database, "still has 1 schema", "server", "remove", "blue");
        refused(database, "still has contexts: 3", "schema", "remove", "shop_1");
        for (String context : List.of("1", "2", "3")) {
            assertThat(ferry(database, "context", "remove", context).code()).isEqualTo(ExitCode.ABORTED);
            ok(database, "context", "remove", context, "--yes");
        }
        refused(database, "no context 1", "context", "remove", "1", "--yes");
        ok(database, "schema", "remove", "shop_1");
        node(database, "blue", 0);
        refused(database, "are alive: Jetty 9.4.58 on web1", "server", "remove", "blue");
        node(database, "blue", 3_600_000);
        ok(database, "server", "remove", "blue");
        assertThat(lines(database, "node", "list", "--csv")).hasSize(2);
        assertThat(lines(database, "node", "list", "--alive", "--csv")).hasSize(1);
    }

    @ServerTest
    void contextsAreMovedAndRemovedAllOrNone(TestDatabase database) throws SQLException {
        site(database);
        ok(database, "schema", "add", "shop_2", "--server", "green");
        long before = contextsVersion(database);
        refused(database, "the context 1 is in service", "context", "move", "1", "--schema", "shop_2");
        ok(database, "context", "disable", "one.example.com");
        refused(database, "the context 2 is in service", "context", "move", "1", "2", "--schema", "shop_2");
        refused(database, "there is no schema nowhere", "context", "move", "1", "--schema", "nowhere");
        assertThat(ferry(database, "context", "move", "--schema", "shop_2").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(lines(database, "context", "list", "--schema", "shop_2", "--csv"))
                .hasSize(1);

        ok(database, "schema", "disable", "shop_1");
        assertThat(reading(database, "\n3\n", "context", "move", "one.example.com", "--from", "-", "--schema", "shop_2")
                        .out())
                .contains("2 contexts (1, 3) are in schema shop_2 now.");
        assertThat(contextsVersion(database)).isGreaterThan(before);
        assertThat(ok(database, "context", "move", "3", "--schema", "shop_2")).contains("nothing was changed");

        refused(database, "there is no context 9", "context", "remove", "1", "2", "9", "--yes");
        assertThat(ok(database, "context", "remove", "1", "one.example.com", "3", "--yes"))
                .isEqualTo("2 contexts (1, 3) are removed from the registry.");
        assertThat(lines(database, "context", "list", "--csv")).hasSize(2);
    }

    @ServerTest
    void theHistoryTellsWhoHasDoneWhat(TestDatabase database) throws SQLException {
        assertThat(lines(database, "history", "--csv")).hasSize(1);
        site(database);
        ok(database, "schema", "disable", "shop_1", "--reason", "new version");
        ok(database, "schema", "disable", "shop_1", "--reason", "changes nothing");
        ok(database, "schema", "move", "shop_1", "green");
        ok(database, "context", "disable", "2", "--reason", "not paid");
        reading(database, "7,shop_1\n8,shop_1\n", "context", "import", "-");
        SmallStore.make(database, 1, 3);
        assertThat(ferry(database, "upgrade", "--to", "12", "--yes", "--url", database.url())
                        .code())
                .isIn(ExitCode.DONE, ExitCode.PARTLY);

        List<String> history = lines(database, "history", "--csv");
        assertThat(history)
                .element(1)
                .asString()
                .containsPattern("(?i)upgrade \\S*JettySessions\\S* from 9\\S* to 12\\S*: 3 rows, took");
        assertThat(history)
                .element(2)
                .asString()
                .contains(System.getProperty("user.name") + "@", "import contexts of 2 lines, the first is 1");
        assertThat(history).element(3).asString().contains("disable the context 2: not paid");
        assertThat(history).element(4).asString().contains("move the schema shop_1 from blue to green");
        assertThat(history).element(5).asString().contains("disable the schema shop_1: new version");
        assertThat(history).hasSize(1 + 10 + 1);
        assertThat(lines(database, "history", "--csv", "--limit", "2")).hasSize(3);
        assertThat(ok(database, "history")).startsWith("time").contains("register the server blue");
        assertThat(ferry(database, "history", "--limit", "0").code()).isEqualTo(ExitCode.USAGE);
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void waitingForNodesEndsAndSaysForWhich(TestDatabase database) throws SQLException {
        site(database);
        Ended none = ferry(database, "node", "wait", "--server", "blue", "--timeout", "1s");
        assertThat(none.code()).isEqualTo(ExitCode.ERROR);
        assertThat(none.err()).contains("0 of 1 nodes of the server blue are ready; none is alive");
        refused(database, "no server red", "node", "wait", "--server", "red");

        nodes(database);
        database.execute(
                "update ferry_node set registry_version = 1000",
                "update ferry_node_state set guard_reason = 'the tables are those of generation 1' where node_id = 'n2'");
        assertThat(ok(database, "node", "wait", "--server", "blue", "--count", "2"))
                .isEqualTo("2 nodes of the server blue are ready.");
        assertThat(ferry(database, "node", "wait", "--server", "blue", "--count", "3", "--timeout", "1s")
                        .err())
                .contains("2 of 3 nodes of the server blue are ready", "the tables are those of generation 1");

        Ended silent = ferry(database, "schema", "disable", "shop_1", "--wait", "--drain-timeout", "1s");
        assertThat(silent.code()).isEqualTo(ExitCode.ERROR);
        assertThat(silent.err())
                .contains("have not said that they are done with shop_1", "node n1", "The schema is disabled");
    }

    @ServerTest
    void onlyAChangeIncrementsTheVersion(TestDatabase database) throws SQLException {
        site(database);
        long before = version(database);

        ok(database, "context", "add", "1", "--schema", "shop_1");
        ok(database, "schema", "enable", "shop_1");
        refused(database, "no schema", "schema", "enable", "nowhere");
        assertThat(version(database)).isEqualTo(before);
        ok(database, "schema", "disable", "shop_1");
        assertThat(version(database)).isEqualTo(before + 1);
        assertThat(contextsVersion(database)).isEqualTo(before);
        ok(database, "context", "remove", "3", "--yes");
        assertThat(contextsVersion(database)).isEqualTo(before + 2);
    }

    @ServerTest
    void anImportReportsConflictsAndSkipsThemIfAllowed(TestDatabase database) {
        site(database);
        String text = """
                \uFEFFid,schema,names
                # the first is there, with a name more
                "1",shop_1,"uno, one"

                2,shop_9
                4,shop_1,one.example.com
                5
                6,shop_1, six ,6.example.com
                6,shop_1
                """;

        Ended stopped = reading(database, text, "context", "import", "-");
        assertThat(stopped.code()).isEqualTo(ExitCode.ERROR);
        assertThat(stopped.err()).contains("line 5: there is no schema shop_9", "The lines before it are in");
        Ended skipped = reading(database, text, "context", "import", "-", "--skip-errors");
        assertThat(skipped.code()).isEqualTo(ExitCode.PARTLY);
        assertThat(skipped.err())
                .contains("line 6: the name one.example.com belongs to the context 1 already", "line 7: no schema");
        assertThat(skipped.out()).contains("6 lines: 1 added, 0 with new names, 2 there already, 3 skipped");
        assertThat(lines(database, "context", "list", "6*", "--csv").get(1)).endsWith(",6 6.example.com six");
        assertThat(reading(database, "1,shop_1\n", "context", "import", "-").code())
                .isZero();
    }

    @ServerTest({ServerKind.POSTGRESQL, ServerKind.MYSQL, ServerKind.MARIADB})
    void aStoreIsNotMigratedWhileItsNodesSendHeartbeats(TestDatabase database) throws SQLException {
        site(database);
        SmallStore.make(database, 1, 12);
        node(database, "blue", 1_000);
        String[] upgrade = {"upgrade", "--to", "12", "--yes", "--url", database.url()};

        refused(database, "a node of server blue on web1 (Jetty 9.4.58, heartbeat", upgrade);
        node(database, "blue", 60_000);
        assertThat(ferry(database, upgrade).code()).isIn(ExitCode.DONE, ExitCode.PARTLY);
    }

    /** Two servers and a schema on the first with three contexts. */
    private void site(TestDatabase database) {
        ok(database, "server", "register", "blue");
        ok(database, "registerserver", "-n", "green", "-A", "admin", "-P", "secret");
        ok(database, "schema", "add", "shop_1", "--server", "blue", "--schema-url", "jdbc:postgresql://db2/shop_1");
        ok(database, "context", "add", "1", "--schema", "shop_1", "--name", "one.example.com");
        ok(database, "context", "add", "2", "--schema", "shop_1");
        ok(database, "context", "add", "3", "--schema", "shop_1");
    }

    /** Of each server one that lets through, and on blue others: one that waits, a dead one, one that did not say. */
    private static void nodes(TestDatabase database) throws SQLException {
        database.execute("insert into ferry_server (server_id, name, created_ms) values (99, 'red', 0)");
        database.execute("delete from ferry_node");
        insert(database, 1, "blue", 1_000);
        insert(database, 2, "blue", 1_000);
        insert(database, 3, "blue", 60_000);
        insert(database, 4, "blue", 1_000);
        insert(database, 5, "green", 1_000);
        insert(database, 6, "red", 1_000);
        for (String state : List.of("1', 'through", "2', 'wait", "3', 'through", "5', 'through", "6', 'through")) {
            database.execute("insert into ferry_node_state (node_id, unknown_context, guard, guard_reason) values ('n"
                    + state + "', '" + (state.startsWith("2") ? "closed" : "") + "', '')");
        }
    }

    private static void node(TestDatabase database, String server, long age) throws SQLException {
        database.execute("delete from ferry_node");
        insert(database, 1, server, age);
    }

    private static void insert(TestDatabase database, int number, String server, long age) throws SQLException {
        String now = database.server().name().equals("postgresql")
                ? "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"
                : database.server().name().equals("mssql")
                        ? "datediff_big(ms, '1970-01-01', sysutcdatetime())"
                        : "cast(unix_timestamp(now(3)) * 1000 as signed)";
        database.execute(
                "insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation, started_ms,"
                        + " heartbeat_ms, registry_version, in_flight) values ('n" + number + "', '" + server
                        + "', 'web" + number + "', '9.4.58', '0.1.0', '2', 1, " + now + " - " + age + ", 1, 0)");
    }

    private static long version(TestDatabase database) throws SQLException {
        return number(database, "select version from ferry_registry where id = 1");
    }

    private static long contextsVersion(TestDatabase database) throws SQLException {
        return number(database, "select contexts_version from ferry_registry where id = 1");
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }

    private void refused(TestDatabase database, String reason, String... args) {
        Ended ended = ferry(database, args);
        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(ended.err()).contains(reason, "Nothing was changed");
    }

    private String ok(TestDatabase database, String... args) {
        Ended ended = ferry(database, args);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        return ended.out().strip();
    }

    private List<String> lines(TestDatabase database, String... args) {
        return ok(database, args).lines().toList();
    }

    private JsonObject json(TestDatabase database, String... args) {
        return JsonParser.parseString(ok(database, args)).getAsJsonObject();
    }

    private Ended ferry(TestDatabase database, String... args) {
        return reading(database, "", args);
    }

    private Ended reading(TestDatabase database, String input, String... args) {
        CommandLineHarness ferry = new CommandLineHarness(directory).reading(input);
        ferry.environment.put("FERRY_REGISTRY_URL", database.url());
        ferry.environment.put("FERRY_USER", database.user());
        ferry.environment.put("FERRY_PASSWORD", database.password());
        return ferry.run(args);
    }
}
