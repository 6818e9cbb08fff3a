package org.jettyferry.node.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.util.Arrays;
import java.util.Map;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** An operator waits for the first restarted node to show that it reads the session tables. */
class LoadedSessionIT {
    private static final String[] WAIT = {"node", "wait", "--server", "old", "--session-loaded", "--timeout"};

    @ServerTest(POSTGRESQL)
    void jetty9_3(TestDatabase database) throws Exception {
        aNodeShowsThatItReadsSessions(JettyRelease.JETTY_9_3, database);
    }

    @ServerTest(MYSQL)
    void jetty12_1(TestDatabase database) throws Exception {
        aNodeShowsThatItReadsSessions(JettyRelease.JETTY_12_1, database);
    }

    private static void aNodeShowsThatItReadsSessions(JettyRelease release, TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "shop_1", 1);
        registry.contexts(1, "/shop");
        Browser zoe = new Browser();
        Map<String, String> user = Map.of("user", "Zoë");
        try (JettyNode node = node(release, database)) {
            Await.eventually(
                    "she is logged in",
                    () -> "Zoë"
                            .equals(zoe.submit(node.uri().resolve("shop/login"), user)
                                    .get("user")
                                    .getAsString()));
            zoe.open(node.uri().resolve("shop/"));
            FerryProcess.Outcome own = wait(database, "2s");
            assertThat(own.exit()).as("a session of its own shows nothing").isEqualTo(1);
            assertThat(own.toString()).contains("0 of 1 nodes", "has loaded no session yet");
        }
        try (JettyNode node = node(release, database)) {
            assertThat(wait(database, "2s").exit()).isEqualTo(1);
            assertThat(zoe.open(node.uri().resolve("shop/")).get("user").getAsString())
                    .isEqualTo("Zoë");
            FerryProcess.Outcome loaded = wait(database, "20s");
            assertThat(loaded.exit()).as("%s", loaded).isZero();
            assertThat(loaded.toString()).contains("1 node of the server old is ready.");
        }
    }

    private static JettyNode node(JettyRelease release, TestDatabase database) {
        return JettyNode.plan(release, database)
                .ferryModule()
                .webapp("/shop", release.shop())
                .setting("serverName", "old")
                .setting("lookupWait", "10000")
                .setting("pollInterval", "100")
                .setting("heartbeatInterval", "200")
                .setting("ferry.registry.url", database.url())
                .setting("ferry.registry.user", database.user())
                .setting("ferry.registry.password", database.password())
                .start();
    }

    private static FerryProcess.Outcome wait(TestDatabase database, String time) {
        String[] arguments = Arrays.copyOf(WAIT, WAIT.length + 1);
        arguments[WAIT.length] = time;
        return FerryCommand.ferry(arguments).on(database).runHere();
    }
}
