package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.util.List;
import java.util.logging.Level;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.CountingDriver;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.AfterEach;

/** Checks what a node writes to the registry: that it lives, what it has to drain, and what it does with requests. */
class HeartbeatIT {
    private final RecordingDirectory directory = new RecordingDirectory();
    private final Pollers pollers = new Pollers();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        pollers.close();
    }

    @ServerTest
    void nodesAreListedWhileTheyLive(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        database.execute("insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation,"
                + " started_ms, heartbeat_ms, registry_version, in_flight)"
                + " values ('dead', 'old', '" + new NodeIdentity("", "", "").host() + "', '', '', '1', 1, 1, 1, 0)");
        RegistryPoller first = pollers.start(directory, database, database.url());
        RegistryPoller second = pollers.start(new RecordingDirectory(), database, database.url());
        String living = "select count(*) from ferry_node where server_name = 'old' and generation = '2'"
                + " and jetty_version = '9.4.58' and in_flight = 7 and registry_version = " + registry.version();
        eventually("both nodes", () -> registry.rows(living).equals(List.of("2")));
        eventually(
                "the dead one gone",
                () -> registry.rows("select node_id from ferry_node where node_id = 'dead'")
                        .isEmpty());
        long beat = heartbeats(registry);
        assertThat(beat / 2).isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(600_000L));
        eventually("the next heartbeat", () -> heartbeats(registry) > beat);

        directory.draining.put("a", 3L);
        eventually(
                "what is to drain",
                () -> registry.rows("select in_flight from ferry_node_context").equals(List.of("3")));
        directory.draining.clear();
        eventually(
                "it has drained",
                () -> registry.rows("select in_flight from ferry_node_context").isEmpty());

        first.stop();
        assertThat(registry.rows("select node_id from ferry_node")).hasSize(1);
        second.stop();
        assertThat(registry.rows("select node_id from ferry_node")).isEmpty();
    }

    @ServerTest
    void whatANodeDoesWithRequestsIsWrittenWhenItChanges(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        RegistryPoller poller = pollers.start(directory, database, database.url());
        eventually("its first state", () -> states(registry).equals(List.of("wait///5..7/shop")));

        pollers.report(new NodeState("through", "", "", "5..7", "shop", false));
        eventually("the changed setting", () -> states(registry).equals(List.of("through///5..7/shop")));
        pollers.report(new NodeState("through", "closed", "why ".repeat(1000), "6..", "shop", false));
        eventually(
                "the guard",
                () -> states(registry).equals(List.of("through/closed/" + "why ".repeat(250) + "/6../shop")));

        CountingDriver.forget();
        long beat = heartbeats(registry);
        eventually(
                "more heartbeats", () -> heartbeats(registry) > beat && CountingDriver.count("update ferry_node ") > 5);
        assertThat(CountingDriver.count("ferry_node_state")).isZero();

        database.execute("delete from ferry_node_state", "delete from ferry_node");
        eventually("both rows again", () -> states(registry).size() == 1 && heartbeats(registry) > beat);
        poller.stop();
        assertThat(states(registry)).isEmpty();
    }

    /** It has no table for it; what the node has to say is written when the next command has made the table. */
    @ServerTest
    void aRegistryOfAnOlderFerryGetsHeartbeats(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        rename(database, "ferry_node_state", "later");
        CountingDriver.forget();
        try (LogCapture log = LogCapture.on("org.jettyferry.node.registry")) {
            RegistryPoller poller = pollers.start(directory, database, database.url());
            eventually(
                    "the node",
                    () -> registry.rows("select node_id from ferry_node").size() == 1);
            eventually("several attempts", () -> CountingDriver.count("update ferry_node_state") > 2);
            long beat = heartbeats(registry);
            eventually("the next heartbeat", () -> heartbeats(registry) > beat);
            assertThat(poller.state().heartbeatProblem()).isEmpty();
            assertThat(poller.state().failures()).isZero();
            assertThat(log.sentences(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("cannot store all that this node tells of itself", "heartbeats are written");

            rename(database, "later", "ferry_node_state");
            eventually("its state", () -> states(registry).equals(List.of("wait///5..7/shop")));
            poller.stop();
            assertThat(log.sentences(Level.WARNING)).hasSize(1);
        }
    }

    @ServerTest(POSTGRESQL)
    void aRegistryThatMayOnlyBeReadIsRead(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a");
        database.execute("alter database " + database.name() + " set default_transaction_read_only = on");
        RegistryPoller poller = pollers.start(directory, database, database.url());
        directory.want("a");
        eventually("the context", () -> directory.has("a"));
        eventually("the refusal", () -> poller.state().heartbeatProblem().contains("read-only"));
        assertThat(poller.state().failures()).isZero();
        database.execute(
                "set default_transaction_read_only = off",
                "alter database " + database.name() + " reset default_transaction_read_only");
    }

    private static List<String> states(RegistryTables registry) throws Exception {
        return registry.rows("select concat(unknown_context, '/', guard, '/', guard_reason, '/', schema_versions,"
                + " '/', cluster_name) from ferry_node_state");
    }

    private static void rename(TestDatabase database, String from, String to) throws Exception {
        database.execute(
                database.server().name().equals("mssql")
                        ? "exec sp_rename '" + from + "', '" + to + "'"
                        : "alter table " + from + " rename to " + to);
    }

    private static long heartbeats(RegistryTables registry) throws Exception {
        return Long.parseLong(registry.rows("select coalesce(sum(heartbeat_ms), 0) from ferry_node")
                .get(0));
    }
}
