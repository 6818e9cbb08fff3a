package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.util.List;
import java.util.logging.Level;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.version.SchemaVersion;
import org.junit.jupiter.api.AfterEach;

/** Checks a node whose registry was made by a Ferry that knew no versions of schemata. */
class OlderRegistryIT {
    private final RecordingDirectory directory = new RecordingDirectory();
    private final Pollers pollers = new Pollers();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        pollers.close();
    }

    @ServerTest({POSTGRESQL, MYSQL, MARIADB})
    void aNodeWorksWithoutTheColumnsAndUsesThemOnceTheyExist(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "a");
        database.execute(
                "alter table ferry_schema drop column version",
                "alter table ferry_schema drop column park_ms",
                "alter table ferry_node_state drop column schema_versions",
                "alter table ferry_node_state drop column cluster_name");
        try (LogCapture log = LogCapture.on("org.jettyferry.node.registry")) {
            RegistryPoller poller = pollers.start(directory, database, database.url());
            directory.want("a");
            eventually("the context", () -> directory.has("a"));
            eventually(
                    "its state",
                    () -> registry.rows("select unknown_context from ferry_node_state")
                            .equals(List.of("wait")));
            assertThat(poller.state().failures()).isZero();
            assertThat(poller.state().heartbeatProblem()).isEmpty();
            assertThat(schema(poller).version()).isNull();
            assertThat(schema(poller).parkMillis()).isZero();
            eventually("the line", () -> !log.sentences(Level.WARNING).isEmpty());
            assertThat(log.sentences(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("cannot store all that this node tells of itself", "run any registry command");

            database.execute(
                    "alter table ferry_schema add column version varchar(64)",
                    "alter table ferry_node_state add column schema_versions varchar(128)",
                    "alter table ferry_node_state add column cluster_name varchar(128)");
            registry.version(1, "7.10");
            eventually(
                    "the version",
                    () -> SchemaVersion.parse("7.10").equals(schema(poller).version()));
            eventually(
                    "what it declares",
                    () -> registry.rows("select concat(schema_versions, '/', cluster_name) from ferry_node_state")
                            .equals(List.of("5..7/shop")));

            database.execute(
                    "alter table ferry_schema add column park_ms bigint",
                    "update ferry_schema set park_ms = 7000",
                    "update ferry_registry set version = version + 1");
            eventually("how long to park", () -> schema(poller).parkMillis() == 7000);
        }
    }

    private static Schema schema(RegistryPoller poller) {
        return poller.state().snapshot().schemata().get(1L);
    }
}
