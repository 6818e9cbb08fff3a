package org.jettyferry.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** A registry whose version can be read but whose contexts can't is not reachable, even if no request asks for one. */
class ProbeIT {
    private final RecordingDirectory directory = new RecordingDirectory();

    @ServerTest(POSTGRESQL)
    void aRightThatIsMissingShows(TestDatabase database) throws Exception {
        try (NodeUser user = new NodeUser(database, "a");
                Pollers pollers = new Pollers()) {
            RegistryPoller poller = user.start(pollers, directory);
            eventually("the registry", () -> poller.state().reachable());

            database.execute("revoke select on ferry_context from " + user.name());
            eventually("the outage", () -> !poller.state().reachable());
            assertThat(poller.state().problem()).contains("ferry_context");
            assertThat(poller.state().lookups()).isZero();

            database.execute("grant select on ferry_context to " + user.name());
            eventually("the end of the outage", () -> poller.state().reachable());
        }
    }

    @ServerTest(MYSQL)
    void soDoesATableThatIsMissingFromTheStart(TestDatabase database) throws Exception {
        new RegistryTables(database).servers("old");
        database.execute("alter table ferry_context rename to away");
        try (Pollers pollers = new Pollers()) {
            RegistryPoller poller = pollers.start(directory, database, database.url());
            eventually("several attempts", () -> poller.state().failures() > 2);
            assertThat(poller.state().reachable()).isFalse();

            database.execute("alter table away rename to ferry_context");
            eventually("the registry", () -> poller.state().reachable());
        }
    }
}
