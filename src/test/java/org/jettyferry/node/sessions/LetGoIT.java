package org.jettyferry.node.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.SourceWebapp;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows on real nodes that a closed schema's sessions are in their rows and not in memory, and that the node says so. */
class LetGoIT {
    private static final String ANSWER = "select concat(schema_id, '/', registry_version, '/', sessions_written, '/',"
            + " sessions_released, '/', problem) from ferry_node_release order by schema_id";

    /**
     * Its session keeps a list, which {@code change} changes without telling Jetty; {@code hold} waits for a file. A request
     * with {@code late} has its session already, and waits for a file before any filter sees it.
     */
    private static final String REMEMBERING = """
            import java.io.*;
            import java.util.*;
            import API.servlet.*;
            import API.servlet.http.*;

            public class Own extends HttpServlet implements HttpSessionListener, ServletRequestListener {
                public void requestInitialized(ServletRequestEvent event) {
                    waitFor(event.getServletRequest().getParameter("late"));
                }

                public void requestDestroyed(ServletRequestEvent event) {}

                public void sessionCreated(HttpSessionEvent event) {}

                public void sessionDestroyed(HttpSessionEvent event) {
                    System.out.println("DESTROYED");
                }

                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    String path = request.getPathInfo();
                    String value = request.getParameter("value");
                    HttpSession session = request.getSession(path.equals("/set"));
                    if (path.equals("/set")) {
                        session.setAttribute("list", new ArrayList<String>(Collections.singleton(value)));
                    } else if (path.equals("/change")) {
                        ((List<String>) session.getAttribute("list")).add(value);
                    } else if (path.equals("/hold")) {
                        waitFor(value);
                        session.setAttribute("list", new ArrayList<String>(Collections.singleton("held-value")));
                    }
                    response.getWriter().print(session == null ? "none" : session.getAttribute("list"));
                }

                private static void waitFor(String file) {
                    while (file != null && !new File(file).exists()) {
                        try {
                            Thread.sleep(10);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                }
            }
            """;

    private static final String DESCRIPTOR = """
            <web-app version="3.1">
              <listener><listener-class>Own</listener-class></listener>
              <servlet><servlet-name>own</servlet-name><servlet-class>Own</servlet-class></servlet>
              <servlet-mapping><servlet-name>own</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
            </web-app>
            """;

    private final Browser browser = new Browser();

    @ParameterizedTest
    @EnumSource
    void memoryIsWrittenAndLetGoOfWhenTheSchemaIsDisabled(JettyRelease release) throws Exception {
        if (!List.of(JettyRelease.JETTY_9_3, JettyRelease.JETTY_9_4, JettyRelease.JETTY_12_1)
                .contains(release)) {
            Wide.assume(release.toString());
        }
        Path webapp = SourceWebapp.build(release.servletApi(), "Own", REMEMBERING, DESCRIPTOR);
        try (TestDatabase database = POSTGRESQL.server().createDatabase()) {
            RegistryTables registry = registry(database);
            try (JettyNode node = node(release, database, webapp, "webapp")) {
                eventually(
                        "the node",
                        () -> registry.rows("select node_id from ferry_node").size() == 1);
                writesAndLetsGo(node, database, registry);
                showsWhatHasChangedWhileItWasAway(node, database, registry);
                waitsForARequest(node, registry, webapp.resolve("free"));
                sendsAgainWhatComesToTheFilterWithASession(node, registry, webapp.resolve("late"));
                assertThat(node.log()).doesNotContain("DESTROYED").doesNotContain("could not be let go of");
                registry.enable(2, false);
                eventually("an answer for the other", () -> answers(registry).size() == 1);
            }
            assertThat(answers(registry)).isEmpty();
        } finally {
            Scratch.delete(webapp);
        }
    }

    /** The session of the other tenant is let go of too, and nothing of it is lost. */
    @ParameterizedTest
    @EnumSource(names = {"JETTY_9_3", "JETTY_9_4", "JETTY_12_1"})
    void whereTenantsShareAWebApplicationTheOthersKeepTheirs(JettyRelease release) throws Exception {
        if (release != JettyRelease.JETTY_9_3) {
            Wide.assume(release.toString());
        }
        Path webapp = SourceWebapp.build(release.servletApi(), "Own", REMEMBERING, DESCRIPTOR);
        try (TestDatabase database = POSTGRESQL.server().createDatabase()) {
            RegistryTables registry = registry(database);
            registry.contexts(1, "acme");
            registry.contexts(2, "other");
            try (JettyNode node = node(release, database, webapp, "parameter:tenant")) {
                eventually(
                        "the node",
                        () -> registry.rows("select node_id from ferry_node").size() == 1);
                String other = "&tenant=other";
                get(node, "app/set?value=first-value" + other);
                get(node, "app/change?value=second-value" + other);
                registry.enable(1, false);
                eventually("an answer", () -> !answers(registry).isEmpty());
                assertThat(answers(registry)).containsExactly("1/" + registry.version() + "/1/1/");
                assertThat(saved(database, "second-value")).isTrue();
                assertThat(view(node, "app/get?tenant=acme").statusCode()).isEqualTo(503);
                assertThat(get(node, "app/get?value=" + other)).isEqualTo("[first-value, second-value]");
                registry.enable(1, true);
                eventually("the answer gone", () -> answers(registry).isEmpty());
                assertThat(get(node, "app/get?value=" + other)).isEqualTo("[first-value, second-value]");
                assertThat(node.log()).doesNotContain("DESTROYED");
            }
        } finally {
            Scratch.delete(webapp);
        }
    }

    private void writesAndLetsGo(JettyNode node, TestDatabase database, RegistryTables registry) throws Exception {
        assertThat(get(node, "app/set?value=first-value")).isEqualTo("[first-value]");
        assertThat(get(node, "app/change?value=second-value")).isEqualTo("[first-value, second-value]");
        assertThat(get(node, "other/set?value=of-another")).isEqualTo("[of-another]");
        assertThat(saved(database, "first-value")).isTrue();
        assertThat(saved(database, "second-value")).isFalse();

        registry.enable(1, false);
        eventually("an answer", () -> !answers(registry).isEmpty());
        assertThat(answers(registry)).containsExactly("1/" + registry.version() + "/1/1/");
        assertThat(saved(database, "second-value")).isTrue();
        assertThat(get(node, "other/get")).isEqualTo("[of-another]");
        registry.disableContext("/none", "to make a version");
        eventually("the new version", () -> answers(registry).get(0).startsWith("1/" + registry.version() + "/"));
    }

    /** The refused request loads the session as it was; only that the node lets go of it makes it see the change. */
    private void showsWhatHasChangedWhileItWasAway(JettyNode node, TestDatabase database, RegistryTables registry)
            throws Exception {
        assertThat(view(node, "app/get").statusCode()).isEqualTo(503);
        change(database, "second-value", "SECOND-VALUE");
        registry.enable(1, true);
        eventually("the answer gone", () -> answers(registry).isEmpty());
        assertThat(get(node, "app/get")).isEqualTo("[first-value, SECOND-VALUE]");
    }

    private void waitsForARequest(JettyNode node, RegistryTables registry, Path free) throws Exception {
        CompletableFuture<String> held = CompletableFuture.supplyAsync(() -> get(node, "app/hold?value=" + free));
        eventually(
                "the request",
                () -> registry.rows("select in_flight from ferry_node").equals(List.of("1")));
        registry.enable(1, false);
        eventually(
                "what is to drain",
                () -> registry.rows("select in_flight from ferry_node_context").equals(List.of("1")));
        for (int i = 0; i < 30; i++) {
            Await.briefly();
        }
        assertThat(answers(registry)).isEmpty();
        Files.createFile(free);
        eventually("an answer", () -> !answers(registry).isEmpty());
        assertThat(held.get()).isEqualTo("[held-value]");
        registry.enable(1, true);
        eventually("the answer gone", () -> answers(registry).isEmpty());
        assertThat(get(node, "app/get")).isEqualTo("[held-value]");
    }

    /** The request waits for the schema to open; who opens it waits for its session. */
    private void sendsAgainWhatComesToTheFilterWithASession(JettyNode node, RegistryTables registry, Path late)
            throws Exception {
        CompletableFuture<String> page = CompletableFuture.supplyAsync(() -> get(node, "app/get?late=" + late));
        for (int i = 0; i < 10; i++) {
            Await.briefly();
        }
        registry.park(1, 60_000);
        for (int i = 0; i < 10; i++) {
            Await.briefly();
        }
        assertThat(answers(registry)).isEmpty();
        Files.createFile(late);
        eventually("an answer", () -> !answers(registry).isEmpty());
        assertThat(page).isNotDone();
        registry.enable(1, true);
        assertThat(page.get()).isEqualTo("[held-value]");
    }

    private static RegistryTables registry(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 1);
        registry.contexts(1, "/app");
        registry.contexts(2, "/other", "/none");
        return registry;
    }

    private static JettyNode node(JettyRelease release, TestDatabase database, Path webapp, String resolver) {
        return JettyNode.plan(release, database)
                .ferryModule()
                .webapp("/", webapp)
                .webapp("/app", webapp)
                .webapp("/other", webapp)
                .property("jetty.session.savePeriod.seconds", "600")
                .setting("serverName", "old")
                .setting("contextResolver", resolver)
                .setting("pollInterval", "50")
                .setting("lookupWait", "10000") // the first request of a tenant, on a machine with much to do
                .setting("heartbeatInterval", "200")
                .setting("ferry.registry.url", database.url())
                .setting("ferry.registry.user", database.user())
                .setting("ferry.registry.password", database.password())
                .start();
    }

    private String get(JettyNode node, String path) {
        HttpResponse<String> page = view(node, path);
        assertThat(page.statusCode()).as(path + page.body()).isEqualTo(200);
        return page.body();
    }

    private HttpResponse<String> view(JettyNode node, String path) {
        return browser.view(node.uri().resolve(path));
    }

    private static List<String> answers(RegistryTables registry) throws Exception {
        return registry.rows(ANSWER);
    }

    private static boolean saved(TestDatabase database, String text) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select map from JettySessions")) {
            boolean found = false;
            while (row.next()) {
                found |= new String(row.getBytes(1), StandardCharsets.ISO_8859_1).contains(text);
            }
            return found;
        }
    }

    /** Replaces a text in the rows by one of the same length. */
    private static void change(TestDatabase database, String from, String to) throws Exception {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement("update JettySessions set map ="
                        + " overlay(map placing ?::bytea from position(?::bytea in map))"
                        + " where position(?::bytea in map) > 0")) {
            statement.setBytes(1, to.getBytes(StandardCharsets.US_ASCII));
            statement.setBytes(2, from.getBytes(StandardCharsets.US_ASCII));
            statement.setBytes(3, from.getBytes(StandardCharsets.US_ASCII));
            assertThat(statement.executeUpdate()).isPositive();
        }
    }
}
