package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.AfterEach;

/** Checks that a node never takes a context that row level security hides from it for one that does not exist. */
class HiddenRowsIT {
    private final RecordingDirectory directory = new RecordingDirectory();
    private final Pollers pollers = new Pollers();

    @AfterEach
    void stopPollers() throws Exception {
        pollers.close();
    }

    @ServerTest(POSTGRESQL)
    void aContextThatAPolicyHidesIsNotTakenForAnUnknownOne(TestDatabase database) throws Exception {
        try (NodeUser user = new NodeUser(database)) {
            database.execute(
                    "create policy tenants on ferry_context using (context_id <> 'hidden')",
                    "alter table ferry_context enable row level security");
            directory.want("hidden");
            RegistryPoller poller = user.start();

            eventually("a failure", () -> poller.state().failures() > 1);
            assertThat(poller.state().problem()).contains("row level security").contains("BYPASSRLS");
            assertThat(directory.entries).isEmpty();

            database.execute("alter table ferry_context disable row level security");
            eventually("the context", () -> directory.has("hidden"));
        }
    }

    @ServerTest(POSTGRESQL)
    void theLastStateStaysInForceWhenAPolicyIsMade(TestDatabase database) throws Exception {
        try (NodeUser user = new NodeUser(database)) {
            directory.want("hidden");
            RegistryPoller poller = user.start();
            eventually("the context", () -> directory.has("hidden"));

            database.execute("alter table ferry_schema enable row level security"); // without a policy: nothing is seen
            eventually("a failure", () -> poller.state().failures() > 0);
            assertThat(directory.has("hidden")).isTrue();
            assertThat(directory.snapshot.schemata()).containsKey(1L);
        }
    }

    /** A registry with one context, and a user of its own for the nodes, who is not above the policies. */
    private final class NodeUser implements AutoCloseable {
        private final TestDatabase database;
        private final String name;

        NodeUser(TestDatabase database) throws Exception {
            this.database = database;
            name = "node_" + database.name();
            RegistryTables registry = new RegistryTables(database);
            registry.servers("old");
            registry.schema(1, "s1", 1);
            registry.contexts(1, "hidden");
            database.execute(
                    "create user " + name + " password 'secret-of-node'",
                    "grant select, insert, update, delete on all tables in schema public to " + name);
        }

        RegistryPoller start() {
            return pollers.start(directory, new RegistryAddress(database.url(), name, "secret-of-node", null, null));
        }

        @Override
        public void close() throws Exception {
            pollers.close();
            database.execute("drop owned by " + name, "drop user " + name);
        }
    }
}
