package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.CountingDriver;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.Wire;
import org.junit.jupiter.api.AfterEach;

/** Checks the poller on real registries that change, are slow, hang, go away and come back. */
class PollerIT {
    private final RecordingDirectory directory = new RecordingDirectory();
    private final Pollers pollers = new Pollers();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        pollers.close();
    }

    @ServerTest
    void whatChangesInTheRegistryIsKnownSoon(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a", "b", "c");
        RegistryPoller poller = pollers.start(directory, database, database.url());

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
        pollers.start(directory, database, database.url());

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
            RegistryPoller poller = pollers.start(directory, database, wire.url());
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
        RegistryPoller poller = pollers.start(directory, database, database.url());
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
            RegistryPoller poller = pollers.start(directory, database, wire.url());
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
            value = POSTGRESQL,
            wide = {MYSQL, MARIADB})
    void nobodyWaitsForARegistryThatHangs(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a", "b");
        try (Wire wire = Wire.to(database)) {
            RegistryPoller poller = pollers.startDirectly(directory, database, wire.url());
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
            RegistryPoller poller = pollers.startDirectly(directory, database, wire.url());
            eventually("the schema", () -> directory.snapshot.schemata().size() == 1);
            wire.delay(1500);
            registry.move(1, 2);
            eventually("the move", () -> "new".equals(schema().server()));
            assertThat(poller.state().failures()).isZero();
            wire.delay(0);
        }
    }

    @ServerTest(POSTGRESQL)
    void anotherRegistryReplacesTheFirst(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        RegistryPoller poller = pollers.start(directory, database, database.url());
        eventually("the schema", () -> directory.snapshot.schemata().size() == 1);
        eventually(
                "the node",
                () -> registry.rows("select node_id from ferry_node").size() == 1);

        poller.configure(new PollerSettings(null, false, "old", 50, 100, false));
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
        RegistryPoller poller = pollers.start(
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
}
