package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;
import org.jettyferry.testkit.store.StoreDump;

/** The commands on the registry, against real servers. */
class RegistryIT extends RegistryHarness {

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

    /** Those that are not given stay: a command that corrects the URL means the same tables. */
    @ServerTest
    void aStoreMayHaveNamesOfItsOwn(TestDatabase database) {
        String column = "jetty.session.jdbc.schema.idColumn";
        String table = "jetty.session.jdbc.schema.table";
        for (List<String> wrong : List.of(
                List.of("--store-url", "jdbc:postgresql://db/blue", "--store-property", column + "s=SID"),
                List.of("--store-table", "SESS"))) {
            List<String> register = new ArrayList<>(List.of("server", "register", "blue"));
            register.addAll(wrong);
            Ended ended = ferry(database, register.toArray(String[]::new));
            assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.USAGE);
            assertThat(ended.err())
                    .containsPattern(
                            "--store-property does not know .*idColumns\nKnown names: jetty|--store-url is missing");
        }
        assertThat(ferry(database, "server", "list", "--csv").out().lines()).hasSize(1);

        ok(database, "server", "register", "blue", "--store-url", "jdbc:postgresql://db/blue", "--store-table", "SESS");
        ok(database, "server", "register", "green");
        assertThat(ok(
                        database,
                        "server",
                        "store",
                        "blue",
                        "jdbc:postgresql://db2/blue",
                        "--store-property",
                        column + "=S \"ID\""))
                .isEqualTo("The sessions of the server blue are in jdbc:postgresql://db2/blue, with " + column
                        + "=S \"ID\", " + table + "=SESS.");
        assertThat(lines(database, "server", "list", "--csv")).first().isEqualTo("id,name,store_url,store_properties");
        assertThat(lines(database, "server", "list").get(1))
                .endsWith("jdbc:postgresql://db2/blue  \"" + column + "=S \"\"ID\"\"\" " + table + "=SESS");
        JsonObject blue = json(database, "server", "list", "blue", "--json")
                .getAsJsonArray("servers")
                .get(0)
                .getAsJsonObject();
        assertThat(blue.getAsJsonObject("storeProperties").get(column).getAsString())
                .isEqualTo("S \"ID\"");
        assertThat(lines(database, "history", "--csv").get(1)).contains("record the session store of the server blue");

        ok(database, "server", "store", "blue", "jdbc:postgresql://db2/blue", "--store-property", column + "=");
        assertThat(lines(database, "server", "list", "blue").get(1)).endsWith("blue  " + table + "=SESS");
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
}
