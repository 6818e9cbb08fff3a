package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.nodes.SourceWebapp;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two tenants share a web application; each is a schema by itself. One moves from real nodes of an old Jetty to 12.1, and later the
 * other: each takes its own sessions along, and the other one's go on where they are.
 */
class SharedWebappIT {
    private static final String PORTAL = """
            import java.io.*;
            import API.servlet.*;
            import API.servlet.http.*;

            public class Portal extends HttpServlet {
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    String tenant = request.getPathInfo().split("/")[1];
                    HttpSession session = request.getSession(true);
                    if (session.getAttribute("tenant") == null) {
                        session.setAttribute("tenant", tenant);
                    }
                    String item = request.getParameter("item");
                    Object cart = session.getAttribute("cart");
                    if (item != null) {
                        cart = (cart == null ? "" : cart + " ") + item;
                        session.setAttribute("cart", cart);
                    }
                    response.getWriter().print(session.getAttribute("tenant") + ": " + cart);
                }
            }
            """;

    private static final String DESCRIPTOR = """
            <web-app version="3.1">
              <servlet><servlet-name>portal</servlet-name><servlet-class>Portal</servlet-class></servlet>
              <servlet-mapping><servlet-name>portal</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
            </web-app>
            """;

    private final Browser acme = new Browser();
    private final Browser globex = new Browser();

    @ParameterizedTest
    @EnumSource(names = {"JETTY_9_3", "JETTY_9_4"})
    void eachTenantTakesItsOwnSessionsAlong(JettyRelease release) throws Exception {
        if (release != JettyRelease.JETTY_9_3) {
            Wide.assume(release.toString());
        }
        Path before = SourceWebapp.build(release.servletApi(), "Portal", PORTAL, DESCRIPTOR);
        Path after = SourceWebapp.build(JettyRelease.JETTY_12_1.servletApi(), "Portal", PORTAL, DESCRIPTOR);
        try (TestDatabase oldStore = POSTGRESQL.server().createDatabase();
                TestDatabase newStore = POSTGRESQL.server().createDatabase();
                TestDatabase registry = POSTGRESQL.server().createDatabase()) {
            register(registry, oldStore, newStore);
            try (JettyNode old = node(release, oldStore, registry, before, "old");
                    JettyNode next = node(JettyRelease.JETTY_12_1, newStore, registry, after, "new")) {
                eventually("both nodes", () -> number(registry, "select count(*) from ferry_node_state") == 2);
                assertThat(get(acme, old, "acme/?item=Rope")).isEqualTo("acme: Rope");
                assertThat(get(globex, old, "globex/?item=Lantern")).isEqualTo("globex: Lantern");

                refusedWithoutSayingHow(registry);
                ferry(registry, move("new", "old", "-m", "s1")); // goes on behind s1: s2, that is globex
                assertThat(rows(oldStore)).isEqualTo(1);
                assertThat(rows(newStore)).isEqualTo(1);
                assertThat(get(globex, next, "globex/?item=Boots")).isEqualTo("globex: Lantern Boots");
                assertThat(get(acme, old, "acme/?item=Tent")).isEqualTo("acme: Rope Tent");

                ferry(registry, move("new", "old"));
                assertThat(get(acme, next, "acme/?item=Map")).isEqualTo("acme: Rope Tent Map");
                assertThat(get(globex, next, "globex/")).isEqualTo("globex: Lantern Boots");
                assertThat(rows(oldStore)).isZero();

                ferry(registry, move("old", "new", "-k", "s2"));
                assertThat(get(acme, old, "acme/")).isEqualTo("acme: Rope Tent Map");
                assertThat(get(globex, next, "globex/")).isEqualTo("globex: Lantern Boots");
            }
        } finally {
            Scratch.delete(before);
            Scratch.delete(after);
        }
    }

    private static void refusedWithoutSayingHow(TestDatabase registry) throws SQLException {
        FerryProcess.Outcome outcome =
                command(registry, "upgrade-schemata", "-n", "new", "--yes").run();
        assertThat(outcome.exit()).as("%s", outcome).isEqualTo(1);
        assertThat(outcome.toString()).contains("the registry does not know the web application", "--sessions-of");
        ferry(registry, "upgrade-schemata", "--end");
        assertThat(number(registry, "select count(*) from ferry_schema where enabled = 0"))
                .isZero();
    }

    private static String[] move(String to, String from, String... more) {
        String[] base = {
            "upgrade-schemata", "-n", to, "--from-server", from, "--yes", "--sessions-of", "attribute:tenant"
        };
        String[] all = java.util.Arrays.copyOf(base, base.length + more.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return all;
    }

    private static void register(TestDatabase registry, TestDatabase oldStore, TestDatabase newStore) {
        ferry(registry, "server", "register", "old", "--store-url", oldStore.url());
        ferry(registry, "server", "register", "new", "--store-url", newStore.url());
        ferry(registry, "schema", "add", "s1", "--server", "old");
        ferry(registry, "schema", "add", "s2", "--server", "old");
        ferry(registry, "context", "add", "acme", "--schema", "s1");
        ferry(registry, "context", "add", "globex", "--schema", "s2");
    }

    private static JettyNode node(
            JettyRelease release, TestDatabase store, TestDatabase registry, Path webapp, String server) {
        NodePlan plan = JettyNode.plan(release, store)
                .ferryModule()
                .workerName(server + "1")
                .webapp("/portal", webapp)
                .setting("serverName", server)
                .setting("contextResolver", "path")
                .setting("pollInterval", "50")
                .setting("lookupWait", "10000") // the first request of a tenant, on a machine with much to do
                .setting("heartbeatInterval", "200")
                .setting("ferry.registry.url", registry.url())
                .setting("ferry.registry.user", registry.user())
                .setting("ferry.registry.password", registry.password());
        return plan.start();
    }

    private static void ferry(TestDatabase registry, String... arguments) {
        FerryProcess.Outcome outcome = command(registry, arguments).run();
        assertThat(outcome.exit()).as("%s", outcome).isZero();
    }

    private static FerryCommand command(TestDatabase registry, String... arguments) {
        return FerryCommand.ferry(arguments)
                .environment("FERRY_REGISTRY_URL", registry.url())
                .environment("FERRY_REGISTRY_USER", registry.user())
                .environment("FERRY_REGISTRY_PASSWORD", registry.password());
    }

    private static String get(Browser browser, JettyNode node, String path) {
        HttpResponse<String> page = browser.view(node.uri().resolve("portal/" + path));
        assertThat(page.statusCode()).as(path + page.body()).isEqualTo(200);
        return page.body();
    }

    private static long rows(TestDatabase store) throws SQLException {
        return number(store, "select count(*) from JettySessions");
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }
}
