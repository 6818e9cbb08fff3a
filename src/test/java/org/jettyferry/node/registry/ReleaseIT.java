package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import java.util.List;
import java.util.logging.Level;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.CountingDriver;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.AfterEach;

/** Checks what a node answers in the registry for the schemata whose sessions it has let go of. */
class ReleaseIT {
    private final RecordingDirectory directory = new RecordingDirectory();
    private final Pollers pollers = new Pollers();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        pollers.close();
    }

    @ServerTest
    void answersFollowTheVersionAndGoWithTheNode(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        RegistryPoller poller = pollers.start(directory, database, database.url());
        pollers.release(new SchemaRelease(7, 2, 3, ""), new SchemaRelease(8, 0, 0, "why ".repeat(1000)));
        String first = "7/" + registry.version() + "/2/3/";
        eventually(
                "both",
                () -> answers(registry)
                        .equals(List.of(first, "8/" + registry.version() + "/0/0/" + "why ".repeat(250))));

        registry.schema(9, "s9", 1);
        pollers.release(new SchemaRelease(7, 2, 3, ""));
        eventually(
                "one of the new version", () -> answers(registry).equals(List.of("7/" + registry.version() + "/2/3/")));

        database.execute("delete from ferry_node_release", "delete from ferry_node");
        eventually("it is written again", () -> answers(registry).size() == 1);
        pollers.release();
        eventually("none", () -> answers(registry).isEmpty());
        pollers.release(new SchemaRelease(7, 2, 3, ""));
        eventually("it again", () -> answers(registry).size() == 1);
        poller.stop();
        assertThat(answers(registry)).isEmpty();
    }

    /** It has neither the table nor the column that says that a run is on. */
    @ServerTest
    void aRegistryOfAnOlderFerryIsReadAndGetsHeartbeats(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        database.execute("drop table ferry_node_release", "alter table ferry_registry drop column busy_until_ms");
        CountingDriver.forget();
        try (LogCapture log = LogCapture.on("org.jettyferry.node.registry")) {
            RegistryPoller poller = pollers.start(directory, database, database.url());
            pollers.release(new SchemaRelease(7, 2, 3, ""));
            eventually("several attempts", () -> CountingDriver.count("update ferry_node_release") > 2);
            long version = registry.version();
            assertThat(registry.rows("select registry_version from ferry_node"))
                    .containsExactly(Long.toString(version));
            assertThat(poller.state().failures()).isZero();
            assertThat(poller.state().heartbeatProblem()).isEmpty();
            assertThat(log.sentences(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("cannot store that this node has let go", "heartbeats are written");
            registry.schema(9, "s9", 1);
            eventually("the next version", () -> poller.state().version() > version);
        }
    }

    /** The node of this test would ask once in ten minutes. */
    @ServerTest
    void aNodeAsksMoreOftenWhileARunIsOn(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        database.execute("update ferry_registry set busy_until_ms = 9000000000000");
        RegistryPoller poller = pollers.startSlowly(directory, database);
        eventually("its first poll", () -> poller.state().version() > 0);
        registry.schema(9, "s9", 1);
        long version = registry.version();
        eventually("the next version", () -> poller.state().version() == version);
    }

    private static List<String> answers(RegistryTables registry) throws Exception {
        return registry.rows("select concat(schema_id, '/', registry_version, '/', sessions_written, '/',"
                + " sessions_released, '/', problem) from ferry_node_release order by schema_id");
    }
}
