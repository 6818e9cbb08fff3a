package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Level;
import org.jettyferry.registry.Registry;
import org.jettyferry.registry.RequestCounts;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.CountingDriver;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.StoreFixture;
import org.junit.jupiter.api.AfterEach;

/** Checks what a node tells the registry of requests that it did not let through, and how a tool reads it. */
class CountsIT {
    private static final long MINUTE = 60_000_000_000L;

    private final RecordingDirectory directory = new RecordingDirectory();
    private final Pollers pollers = new Pollers();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        pollers.close();
    }

    @ServerTest
    void countsAreSummedOverTheNodesAlsoThoseThatHaveEnded(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(7, "s7", 1);
        database.execute("insert into ferry_node_count (node_id, schema_id, server_name, parked, refused, redirected,"
                + " changed_ms) values ('a month ago', 7, 'old', 1000, 1000, 1000, 1)");
        RegistryPoller poller = pollers.start(directory, database, database.url());
        directory.counts = List.of(new SchemaCounts(7, 5, 2, 0, 0));
        eventually("its counts", () -> rows(registry).equals(List.of("5/2/0")));
        poller.stop();
        RecordingDirectory another = new RecordingDirectory();
        another.counts = List.of(new SchemaCounts(7, 1, 0, 3, System.nanoTime() - MINUTE));
        pollers.start(another, database, database.url());
        RequestCounts counts = new Registry(StoreFixture.open(database)).requestCounts();
        eventually("both", () -> counts.of("s7").parked() == 6);

        RequestCounts.SchemaRequests all = counts.of("s7");
        assertThat(all.refused()).isEqualTo(2);
        assertThat(all.redirected()).isEqualTo(3);
        long age = new Registry(StoreFixture.open(database)).rollingRuns().now()
                - all.lastRedirect().orElseThrow();
        assertThat(age).isBetween(60_000L, 100_000L);
        assertThat(counts.on("old")).containsExactly(all);
        assertThat(counts.on("new")).isEmpty();
        assertThat(counts.of("other"))
                .isEqualTo(new RequestCounts.SchemaRequests("other", 0, 0, 0, OptionalLong.empty()));
    }

    @ServerTest(POSTGRESQL)
    void aRegistryOfAnOlderFerryGetsHeartbeats(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        database.execute("drop table ferry_node_count");
        CountingDriver.forget();
        try (LogCapture log = LogCapture.on("org.jettyferry.node.registry")) {
            RegistryPoller poller = pollers.start(directory, database, database.url());
            directory.counts = List.of(new SchemaCounts(7, 5, 2, 0, 0));
            eventually("several attempts", () -> CountingDriver.count("delete from ferry_node_count") > 2);
            assertThat(poller.state().failures()).isZero();
            assertThat(poller.state().heartbeatProblem()).isEmpty();
            assertThat(log.sentences(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("cannot store what became of the requests", "ferry_node_count");
        }
    }

    private static List<String> rows(RegistryTables registry) throws Exception {
        return registry.rows("select concat(parked, '/', refused, '/', redirected) from ferry_node_count");
    }
}
