package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** Checks that a node never takes a context that row level security hides from it for one that does not exist. */
class HiddenRowsIT {
    private final RecordingDirectory directory = new RecordingDirectory();

    @ServerTest(POSTGRESQL)
    void aContextThatAPolicyHidesIsNotTakenForAnUnknownOne(TestDatabase database) throws Exception {
        try (NodeUser user = new NodeUser(database, "hidden");
                Pollers pollers = new Pollers()) {
            database.execute(
                    "create policy tenants on ferry_context using (context_id <> 'hidden')",
                    "alter table ferry_context enable row level security");
            directory.want("hidden");
            RegistryPoller poller = user.start(pollers, directory);

            eventually("a failure", () -> poller.state().failures() > 1);
            assertThat(poller.state().problem()).contains("row level security").contains("BYPASSRLS");
            assertThat(directory.entries).isEmpty();

            database.execute("alter table ferry_context disable row level security");
            eventually("the context", () -> directory.has("hidden"));
        }
    }

    @ServerTest(POSTGRESQL)
    void theLastStateStaysInForceWhenAPolicyIsMade(TestDatabase database) throws Exception {
        try (NodeUser user = new NodeUser(database, "hidden");
                Pollers pollers = new Pollers()) {
            directory.want("hidden");
            RegistryPoller poller = user.start(pollers, directory);
            eventually("the context", () -> directory.has("hidden"));

            database.execute("alter table ferry_schema enable row level security"); // without a policy: nothing is seen
            eventually("a failure", () -> poller.state().failures() > 0);
            assertThat(directory.has("hidden")).isTrue();
            assertThat(directory.snapshot.schemata()).containsKey(1L);
        }
    }
}
