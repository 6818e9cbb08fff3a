package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.nodes.SourceWebapp;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * A real node of server {@code old} with one context, {@code /app}, whose schema can be closed for a moment; the
 * registry and the sessions are in one database.
 */
final class ParkedSite implements AutoCloseable {
    static final long LONG = 30_000;

    /** More than the 200 threads of a node. */
    static final int PLACES = 250;

    /** After this time Jetty takes a connection for idle. */
    static final int IDLE_MILLIS = 2000;

    private static final String TOKEN = "a-token-of-a-test";

    /** Tells who is logged in, and how long a body is. The login filter is mapped as usual, and lets nobody in. */
    private static final String APPLICATION = """
            import java.io.*;
            import API.servlet.*;
            import API.servlet.http.*;

            public class Small extends HttpServlet {
                protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    String path = request.getPathInfo();
                    if ("/in".equals(path)) {
                        request.getSession().setAttribute("name", "ann");
                    }
                    long length = 0;
                    byte[] part = new byte[8192];
                    InputStream body = request.getInputStream();
                    for (int read = 0; "/body".equals(path) && read >= 0; read = body.read(part)) {
                        length += read;
                    }
                    HttpSession session = request.getSession(false);
                    response.getWriter().print((session == null ? "nobody" : session.getAttribute("name"))
                            + " " + length + " " + request.getDispatcherType()
                            + " " + request.getAttribute("API.servlet.async.request_uri"));
                }

                public static class Login implements Filter {
                    public void init(FilterConfig config) {}

                    public void destroy() {}

                    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                            throws IOException, ServletException {
                        ((HttpServletResponse) response).sendError(401);
                    }
                }
            }
            """;

    private static final String WEB_XML = """
            <web-app version="3.1">
              <filter><filter-name>login</filter-name><filter-class>Small$Login</filter-class></filter>
              <filter-mapping><filter-name>login</filter-name><url-pattern>/secret/*</url-pattern></filter-mapping>
              <servlet><servlet-name>small</servlet-name><servlet-class>Small</servlet-class></servlet>
              <servlet-mapping><servlet-name>small</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
            </web-app>
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestDatabase database = POSTGRESQL.server().createDatabase();
    private final Path webapp;
    private final RegistryTables registry;
    private final String cookie;
    private final JettyNode node;

    /**
     * Starts the node. A user has logged in before, at another node of the same Jetty.
     *
     * @param api of the web application, {@code javax} or {@code jakarta}
     * @param environment of Jetty 12, in which both nodes run it
     * @param delivery how Ferry comes to the node
     */
    ParkedSite(JettyRelease release, String api, UnaryOperator<NodePlan> environment, UnaryOperator<NodePlan> delivery)
            throws Exception {
        webapp = SourceWebapp.build(api, "Small", APPLICATION, WEB_XML);
        registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "/app");
        try (JettyNode other =
                environment.apply(plan(release)).workerName("other").start()) {
            HttpRequest in = request(other, "in", "none=none").build();
            cookie = client.send(in, HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .firstValue("Set-Cookie")
                    .orElseThrow()
                    .replaceFirst(";.*", "");
        }
        NodePlan plan = delivery.apply(environment.apply(plan(release)));
        for (String line : EmbeddedNode.registry(database).split("\n", -1)) {
            plan.setting(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        node = plan.setting("serverName", "old")
                .setting("pollInterval", "50")
                .setting("heartbeatInterval", "200")
                .setting("statusToken", TOKEN)
                .setting("maxParkedPerContext", Integer.toString(PLACES))
                .module("gzip") // a handler of Jetty's own around, or within, that of Ferry
                .property("jetty.http.idleTimeout", Integer.toString(IDLE_MILLIS))
                .setting("migrationRedirectURL", "https://new.example.com")
                .start();
        eventually("the registry", () -> metric("ferry_contexts") == 1);
    }

    private NodePlan plan(JettyRelease release) {
        return JettyNode.plan(release, database).webapp("/app", webapp);
    }

    RegistryTables registry() {
        return registry;
    }

    /**
     * Closes the context for a moment, and waits until the node knows, and has let go of its sessions: until then it sends
     * requests that are held in the filter to the same address again.
     */
    void close(long parkMillis) throws Exception {
        registry.park(1, parkMillis);
        nodeKnows();
        long version = registry.version();
        eventually(
                "its sessions are let go of",
                () -> !registry.rows("select node_id from ferry_node_release where registry_version = " + version)
                        .isEmpty());
    }

    /** Opens the context on a server, 1 (here) or 2. */
    void open(long server) throws Exception {
        registry.move(1, server);
        registry.enable(1, true);
        nodeKnows();
    }

    private void nodeKnows() throws Exception {
        long version = registry.version();
        eventually("the node knows", () -> metric("ferry_view_version") >= version);
    }

    /** Takes the user's session out of the store, as when a context's sessions are migrated. */
    void takeSessionsAside() throws SQLException {
        database.execute("create table aside as select * from JettySessions", "delete from JettySessions");
        assertThat(registry.rows("select count(*) from aside")).isEqualTo(List.of("1"));
    }

    void putSessionsBack() throws SQLException {
        database.execute("insert into JettySessions select * from aside");
    }

    CompletableFuture<HttpResponse<String>> get(String path) {
        return client.sendAsync(request(node, path, cookie).build(), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> post(String path, int length) {
        HttpRequest.Builder request = request(node, path, cookie);
        return client.sendAsync(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[length]))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until so many requests are parked. */
    void parked(int requests) throws Exception {
        eventually("they are parked", () -> metric("ferry_requests_parked") == requests);
    }

    /** Returns a number of the node's page of metrics, which answers while the context is closed. */
    double metric(String name) throws IOException, InterruptedException {
        HttpRequest request = request(node, "ferry/metrics", cookie)
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        String page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        Matcher line = Pattern.compile("(?m)^" + name + " (.*)$").matcher(page);
        assertThat(line.find()).as("%s in %s, log %s", name, page, node.log()).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static HttpRequest.Builder request(JettyNode at, String path, String cookie) {
        return HttpRequest.newBuilder(at.uri().resolve("app/" + path)).header("Cookie", cookie);
    }

    String log() {
        return node.log();
    }

    @Override
    public void close() {
        node.close();
        database.close();
        Scratch.delete(webapp);
    }
}
