package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.CountingDriver;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.Wire;
import org.junit.jupiter.api.AfterEach;

/** Checks the poller on real registries that change, are slow, hang, go away and come back. */
class PollerIT {
    private final RecordingDirectory directory = new RecordingDirectory();
    private final List<RegistryPoller> pollers = new ArrayList<>();
    private volatile NodeState nodeState = new NodeState("wait", "", "");

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        for (RegistryPoller poller : pollers) {
            poller.stop();
        }
        eventually(
                "the end of the threads",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("ferry-registry")));
    }

    @ServerTest
    void whatChangesInTheRegistryIsKnownSoon(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a", "b", "c");
        RegistryPoller poller = start(directory, database, database.url());

        directory.want("a", "b", "c", "stranger");
        poller.wake();
        eventually("the contexts", () -> directory.entries.size() == 4);
        assertThat(directory.has("a")).isTrue();
        assertThat(directory.lacks("stranger")).isTrue();
        assertThat(schema().server()).isEqualTo("old");
        assertThat(directory.snapshot.servers()).containsExactlyInAnyOrder("old", "new");

        registry.enable(1, false);
        eventually("the disabled schema", () -> !schema().enabled());
        assertThat(schema().reason()).isEqualTo("upgrade");

        registry.move(1, 2);
        eventually("the move", () -> "new".equals(schema().server()));

        registry.disableContext("b", "not paid");
        eventually("the disabled context", () -> !row("b").enabled());
        assertThat(row("b").reason()).isEqualTo("not paid");
        assertThat(row("a").enabled()).isTrue();

        registry.removeContext("c");
        eventually("the removed context", () -> directory.lacks("c"));

        registry.contexts(1, "stranger");
        eventually("the added context", () -> directory.has("stranger"));
        assertThat(poller.state().version()).isEqualTo(registry.version());
    }

    @ServerTest
    void namesAreOfAnyScript(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "żółw", "東京", "大阪", "møller");
        start(directory, database, database.url());

        directory.want("żółw", "東京", "møller", "zolw", "京都", "??", "żółv");
        eventually("the contexts", () -> directory.entries.size() == 7);
        assertThat(List.of("żółw", "東京", "møller")).allMatch(directory::has);
        assertThat(List.of("zolw", "京都", "??", "żółv")).allMatch(directory::lacks);
    }

    @ServerTest({POSTGRESQL, MYSQL})
    void aThousandNamesThatWaitTakeOneQuery(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "c1", "c500", "c1000");
        String[] names = IntStream.rangeClosed(1, 1000).mapToObj(i -> "c" + i).toArray(String[]::new);
        try (Wire wire = Wire.to(database)) {
            wire.cut();
            RegistryPoller poller = start(directory, database, wire.url());
            eventually("a failure", () -> poller.state().failures() > 0);
            for (String name : names) {
                directory.want(name);
                poller.wake();
            }
            CountingDriver.forget();
            wire.mend();
            eventually("the contexts", () -> directory.entries.size() == 1000);

            assertThat(CountingDriver.count("ferry_context_name")).isEqualTo(1);
            assertThat(poller.state().lookups()).isEqualTo(1);
            assertThat(directory.has("c500")).isTrue();
            assertThat(directory.lacks("c499")).isTrue();
        }
    }

    @ServerTest({POSTGRESQL, MYSQL})
    void aRegistryThatIsNotThereYetIsFoundWhenItComes(TestDatabase database) throws Exception {
        directory.want("a");
        RegistryPoller poller = start(directory, database, database.url());
        eventually("a failure", () -> poller.state().failures() > 1);
        assertThat(poller.state().problem()).contains("ferry_registry");
        assertThat(poller.state().reached()).isFalse();

        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a");
        eventually("the context", () -> directory.has("a"));
        eventually("the end of the outage", () -> poller.state().reachable());
        assertThat(poller.state().problem()).isEmpty();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void whatWasKnownStaysWhileTheRegistryIsAway(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a", "b");
        try (Wire wire = Wire.to(database)) {
            RegistryPoller poller = start(directory, database, wire.url());
            directory.want("a");
            eventually("the context", () -> directory.has("a"));

            wire.cut();
            eventually("the outage", () -> !poller.state().reachable());
            registry.move(1, 2);
            registry.disableContext("a", "not paid");
            directory.want("b");
            poller.wake();
            long failures = poller.state().failures();
            eventually("another failure", () -> poller.state().failures() > failures);
            assertThat(schema().server()).isEqualTo("old");
            assertThat(row("a").enabled()).isTrue();

            wire.mend();
            eventually("what was missed", () -> "new".equals(schema().server()) && !row("a").enabled());
            eventually("the name that has waited", () -> directory.has("b"));
        }
    }

    @ServerTest(
            value = {POSTGRESQL, MYSQL},
            wide = MARIADB)
    void nobodyWaitsForARegistryThatHangs(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a", "b");
        try (Wire wire = Wire.to(database)) {
            RegistryPoller poller = startDirectly(database, wire.url());
            directory.want("a");
            eventually("the context", () -> directory.has("a"));

            wire.freeze();
            directory.want("b");
            for (int i = 0; i < 100_000; i++) {
                poller.wake(); // a request that would wait here would hold up this test for ever
            }
            assertThat(directory.has("a")).isTrue();
            eventually("the end of patience", () -> !poller.state().reachable());
            assertThat(directory.entries).doesNotContainKey("b");

            wire.thaw();
            eventually("the name that has waited", () -> directory.has("b"));
        }
    }

    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    void aSlowRegistryIsStillObeyed(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        try (Wire wire = Wire.to(database)) {
            RegistryPoller poller = startDirectly(database, wire.url());
            eventually("the schema", () -> directory.snapshot.schemata().size() == 1);
            wire.delay(1500);
            registry.move(1, 2);
            eventually("the move", () -> "new".equals(schema().server()));
            assertThat(poller.state().failures()).isZero();
            wire.delay(0);
        }
    }

    @ServerTest
    void nodesAreListedWhileTheyLive(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        database.execute("insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation,"
                + " started_ms, heartbeat_ms, registry_version, in_flight)"
                + " values ('dead', 'old', '" + new NodeIdentity("", "", "").host() + "', '', '', '1', 1, 1, 1, 0)");
        RegistryPoller first = start(directory, database, database.url());
        RegistryPoller second = start(new RecordingDirectory(), database, database.url());
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
        RegistryPoller poller = start(directory, database, database.url());
        eventually("its first state", () -> states(registry).equals(List.of("wait//")));

        nodeState = new NodeState("through", "", "");
        eventually("the changed setting", () -> states(registry).equals(List.of("through//")));
        nodeState = new NodeState("through", "closed", "why ".repeat(1000));
        eventually("the guard", () -> states(registry).equals(List.of("through/closed/" + "why ".repeat(250))));

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
            RegistryPoller poller = start(directory, database, database.url());
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
                    .contains("cannot store this node's unknownContext", "heartbeats are written");

            rename(database, "later", "ferry_node_state");
            eventually("its state", () -> states(registry).equals(List.of("wait//")));
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
        RegistryPoller poller = start(directory, database, database.url());
        directory.want("a");
        eventually("the context", () -> directory.has("a"));
        eventually("the refusal", () -> poller.state().heartbeatProblem().contains("read-only"));
        assertThat(poller.state().failures()).isZero();
        database.execute(
                "set default_transaction_read_only = off",
                "alter database " + database.name() + " reset default_transaction_read_only");
    }

    @ServerTest(POSTGRESQL)
    void anotherRegistryReplacesTheFirst(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        RegistryPoller poller = start(directory, database, database.url());
        eventually("the schema", () -> directory.snapshot.schemata().size() == 1);
        eventually(
                "the node",
                () -> registry.rows("select node_id from ferry_node").size() == 1);

        poller.configure(new PollerSettings(null, false, "old", 50, 100));
        eventually("nothing known", () -> directory.snapshot.schemata().isEmpty());
        eventually(
                "no node", () -> registry.rows("select node_id from ferry_node").isEmpty());
        try (Connection connection = database.connect()) {
            assertThat(connection.isValid(5)).isTrue();
        }
        eventually(
                "no connection",
                () -> registry.rows("select pid from pg_stat_activity where application_name = 'jetty-ferry'")
                        .isEmpty());
    }

    /** No query looks up such a name, but a request may wait for the answer all the same. */
    @ServerTest(POSTGRESQL)
    void whoWaitsForAnImpossibleNameIsToldToo(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        AtomicInteger told = new AtomicInteger();
        RegistryPoller poller = start(
                directory,
                new RegistryAddress(database.url(), database.user(), database.password(), null, null),
                () -> told.addAndGet(directory.lacks("a\0b") ? 1 : 0));
        eventually("the registry", () -> poller.state().reachable());

        directory.want("a\0b");
        poller.wake();
        eventually("the answer", () -> told.get() > 0);
        assertThat(poller.state().lookups()).isZero();
    }

    private Schema schema() {
        return directory.snapshot.schemata().get(1L);
    }

    private ContextRow row(String name) {
        return directory.entries.get(name).orElseThrow();
    }

    private static List<String> states(RegistryTables registry) throws Exception {
        return registry.rows("select concat(unknown_context, '/', guard, '/', guard_reason) from ferry_node_state");
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

    private RegistryPoller start(ContextDirectory directory, TestDatabase database, String url) {
        return start(
                directory,
                new RegistryAddress(
                        CountingDriver.counted(url),
                        database.user(),
                        database.password(),
                        null,
                        CountingDriver.class.getName()));
    }

    private RegistryPoller startDirectly(TestDatabase database, String url) {
        return start(directory, new RegistryAddress(url, database.user(), database.password(), null, null));
    }

    private RegistryPoller start(ContextDirectory directory, RegistryAddress address) {
        return start(directory, address, () -> {});
    }

    private RegistryPoller start(ContextDirectory directory, RegistryAddress address, Runnable whenLookedUp) {
        RegistryPoller poller = new RegistryPoller(
                directory,
                new NodeIdentity("9.4.58", "1", "2"),
                new PollerSettings(address, true, "old", 50, 100),
                () -> nodeState);
        poller.start(whenLookedUp);
        pollers.add(poller);
        return poller;
    }
}
