package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.SourceWebapp;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code schema disable --sessions invalidate} on two real nodes with one store: each session of the schema ends on exactly one of
 * them, with its listeners, wherever it was: in the memory of one, of both, or in a row alone. No other session ends.
 */
class SessionEndIT {
    private static final String SERVLET = """
            import java.io.*;
            import API.servlet.*;
            import API.servlet.http.*;

            public class Own extends HttpServlet implements HttpSessionListener {
                public void sessionCreated(HttpSessionEvent event) {}

                public void sessionDestroyed(HttpSessionEvent event) {
                    System.out.println("DESTROYED " + event.getSession().getAttribute("name"));
                }

                public static class Bound implements HttpSessionBindingListener, Serializable {
                    public void valueBound(HttpSessionBindingEvent event) {}

                    public void valueUnbound(HttpSessionBindingEvent event) {
                        System.out.println("UNBOUND");
                    }
                }

                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    String name = request.getParameter("name");
                    HttpSession session = request.getSession(name != null);
                    if (name != null) {
                        session.setAttribute("bound", new Bound());
                        session.setAttribute("name", name);
                    }
                    response.getWriter().print(session == null ? "none" : session.getAttribute("name"));
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

    private final Browser everywhere = new Browser();
    private final Browser inARow = new Browser();

    @ParameterizedTest
    @EnumSource
    void eachSessionEndsOnceOnOneNode(JettyRelease release) throws Exception {
        if (!List.of(JettyRelease.JETTY_9_3, JettyRelease.JETTY_12_1).contains(release)) {
            Wide.assume(release.toString());
        }
        Path webapp = SourceWebapp.build(release.servletApi(), "Own", SERVLET, DESCRIPTOR);
        try (TestDatabase store = POSTGRESQL.server().createDatabase();
                TestDatabase registry = POSTGRESQL.server().createDatabase()) {
            register(registry);
            try (JettyNode before = node(release, store, registry, webapp, "before")) {
                assertThat(get(inARow, before, "app/?name=in-a-row")).isEqualTo("in-a-row");
            }
            try (JettyNode one = node(release, store, registry, webapp, "one");
                    JettyNode two = node(release, store, registry, webapp, "two")) {
                eventually("both nodes", () -> number(registry, "select count(*) from ferry_node_state") == 2);
                anOldNodeIsRefused(registry);
                List<String> names = open(one, two);
                assertThat(rows(store, "app")).isEqualTo(names.size());

                FerryProcess.Outcome outcome = disable(registry);
                assertThat(outcome.exit()).as("%s", outcome).isZero();
                assertThat(outcome.text()).contains(names.size() + " sessions have ended on 2 nodes");
                assertThat(rows(store, "app")).isZero();
                assertThat(lines(one, two, "DESTROYED "))
                        .containsExactlyInAnyOrderElementsOf(
                                names.stream().map("DESTROYED "::concat).toList());
                assertThat(lines(one, two, "UNBOUND")).hasSameSizeAs(names);
                assertThat(number(registry, "select count(*) from ferry_schema where end_sessions_version is not null"))
                        .isZero();
                theOthersGoOn(one, two, store);
                enabledNothingEnds(one, two, registry, store);
            }
        } finally {
            Scratch.delete(webapp);
        }
    }

    private static void register(TestDatabase registry) {
        ferry(registry, "server", "register", "old");
        ferry(registry, "schema", "add", "s1", "--server", "old");
        ferry(registry, "schema", "add", "s2", "--server", "old");
        ferry(registry, "context", "add", "c1", "--schema", "s1", "--name", "/app");
        ferry(registry, "context", "add", "c2", "--schema", "s2", "--name", "/other");
    }

    /** As one whose jar is older: it does not say what it can do. */
    private static void anOldNodeIsRefused(TestDatabase registry) throws SQLException {
        registry.execute(
                "update ferry_node_state set abilities = null where node_id = (select min(node_id) from ferry_node)");
        FerryProcess.Outcome outcome = disable(registry);
        assertThat(outcome.exit()).as("%s", outcome).isEqualTo(3);
        assertThat(outcome.toString())
                .contains("these nodes run a Ferry that cannot end sessions", "Nothing was changed");
        assertThat(number(registry, "select count(*) from ferry_schema where enabled = 0"))
                .isZero();
        registry.execute("update ferry_node_state set abilities = 'end-sessions'");
    }

    private List<String> open(JettyNode one, JettyNode two) {
        List<String> names = new ArrayList<>(List.of("in-a-row"));
        for (int i = 0; i < 10; i++) {
            get(new Browser(), i % 2 == 0 ? one : two, "app/?name=n" + i);
            names.add("n" + i);
        }
        assertThat(get(everywhere, one, "?name=root")).isEqualTo("root");
        assertThat(get(everywhere, one, "other/?name=other")).isEqualTo("other");
        assertThat(get(everywhere, one, "app/?name=both")).isEqualTo("both");
        assertThat(get(everywhere, two, "app/")).isEqualTo("both");
        names.add("both");
        return names;
    }

    /** They have the same id, because the cookie of the root web application is sent to all. */
    private void theOthersGoOn(JettyNode one, JettyNode two, TestDatabase store) throws SQLException {
        for (JettyNode node : List.of(one, two)) {
            assertThat(view(everywhere, node, "app/").statusCode()).isEqualTo(503);
            assertThat(get(everywhere, node, "other/")).isEqualTo("other");
            assertThat(get(everywhere, node, "")).isEqualTo("root");
        }
        assertThat(number(store, "select count(*) from JettySessions")).isEqualTo(2);
    }

    private void enabledNothingEnds(JettyNode one, JettyNode two, TestDatabase registry, TestDatabase store)
            throws Exception {
        ferry(registry, "schema", "enable", "s1");
        eventually("it is served", () -> view(everywhere, one, "app/").statusCode() == 200);
        eventually("it is served", () -> view(everywhere, two, "app/").statusCode() == 200);
        for (JettyNode node : List.of(one, two)) {
            assertThat(get(everywhere, node, "app/")).isEqualTo("none");
            assertThat(get(inARow, node, "app/")).isEqualTo("none");
        }
        int ended = lines(one, two, "DESTROYED").size();
        assertThat(get(everywhere, one, "app/?name=again")).isEqualTo("again");
        ferry(registry, "schema", "disable", "s1", "--wait");
        assertThat(view(everywhere, one, "app/").statusCode()).isEqualTo(503);
        assertThat(view(everywhere, two, "app/").statusCode()).isEqualTo(503);
        ferry(registry, "schema", "enable", "s1");
        ferry(registry, "node", "wait", "--server", "old", "--count", "2");
        eventually("it is served", () -> view(everywhere, two, "app/").statusCode() == 200);
        assertThat(get(everywhere, two, "app/")).isEqualTo("again");
        assertThat(rows(store, "app")).isEqualTo(1);
        assertThat(lines(one, two, "DESTROYED")).hasSize(ended);
    }

    private static JettyNode node(
            JettyRelease release, TestDatabase store, TestDatabase registry, Path webapp, String name) {
        return JettyNode.plan(release, store)
                .ferryModule()
                .workerName(name)
                .webapp("/", webapp)
                .webapp("/app", webapp)
                .webapp("/other", webapp)
                .setting("serverName", "old")
                .setting("unknownContext", "wait")
                .setting("contextResolver", "webapp")
                .setting("pollInterval", "50")
                .setting("heartbeatInterval", "200")
                .setting("ferry.registry.url", registry.url())
                .setting("ferry.registry.user", registry.user())
                .setting("ferry.registry.password", registry.password())
                .start();
    }

    private static FerryProcess.Outcome disable(TestDatabase registry) {
        return command(registry, "schema", "disable", "s1", "--sessions", "invalidate", "--drain-timeout", "20s")
                .run();
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

    private static List<String> lines(JettyNode one, JettyNode two, String begin) {
        return Stream.of(one, two)
                .flatMap(node -> node.log().lines())
                .filter(line -> line.startsWith(begin))
                .toList();
    }

    private static String get(Browser browser, JettyNode node, String path) {
        HttpResponse<String> page = view(browser, node, path);
        assertThat(page.statusCode()).as(path + page.body()).isEqualTo(200);
        return page.body();
    }

    private static HttpResponse<String> view(Browser browser, JettyNode node, String path) {
        return browser.view(node.uri().resolve(path));
    }

    private static long rows(TestDatabase store, String webapp) throws SQLException {
        return number(store, "select count(*) from JettySessions where contextPath like '%" + webapp + "'");
    }

    private static long number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, sql);
        }
    }
}
