package org.jettyferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jettyferry.cli.CommandLineHarness.Ended;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.testkit.servers.ServerKind;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SmallStore;

/** What commands make of the nodes in the registry, against real servers. */
class RegistryNodesIT extends RegistryHarness {
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
}
