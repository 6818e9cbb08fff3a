package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.web.RawConnection;
import org.junit.jupiter.api.io.TempDir;

/** Sends unusual requests to real nodes: none ends in an error, and none of a moved tenant is let through. */
class HostileRequestsIT {
    private static final String TOKEN = "a-token-of-a-test";
    private static final String NEW = "https://new.example.com";
    private static final Pattern PASSED = Pattern.compile("ferry_requests_total\\{outcome=\"passed\"} (\\d+)");
    private static final int SLOW_CLIENTS = 240;

    private static final List<String> OF_ACME = List.of(
            "/acme/x",
            "//acme/x",
            "/%61cme/x",
            "/./acme/x",
            "/x/../acme/x",
            "/;a/acme/x",
            "/acme;x=1/y",
            "/%2facme/x",
            "/acme%2fx",
            "http://evil.example/acme/x",
            "http://evil.example//acme");

    private static final List<String> OF_NOBODY =
            List.of("*", "acme/x", "evil.example:80", "/", "http://evil.example", "http:///acme", "/%00", "?x");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @ServerTest(POSTGRESQL)
    void onTheOldJetty(TestDatabase database) throws Exception {
        resists(JettyRelease.JETTY_9_4, database);
    }

    @ServerTest(POSTGRESQL)
    void onTheNewJetty(TestDatabase database) throws Exception {
        resists(JettyRelease.JETTY_12_1, database);
    }

    private void resists(JettyRelease release, TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.contexts(1, "globex");
        registry.contexts(2, "acme");
        try (JettyNode node = JettyNode.plan(release, database)
                .webapp("/", webappWithCorsFilter(release))
                .module(release == JettyRelease.JETTY_9_4 ? "servlets" : "ee10-servlets")
                .ferryModule()
                .setting("serverName", "old")
                .setting("ferry.registry.url", database.url())
                .setting("ferry.registry.user", database.user())
                .setting("ferry.registry.password", database.password())
                .setting("contextResolver", "path")
                .setting("migrationRedirectURL", NEW)
                .setting("statusToken", TOKEN)
                .setting("guard", "off")
                .start()) {
            eventually(
                    "the move",
                    () -> answer(node.uri().getPort(), "GET", "/acme/x", "").startsWith("http/1.1 302"));
            noTargetIsAWayPast(node);
            slowBodiesTakeNoThread(node);
            pagesOfAllowedOriginsMayReadTheAnswers(node);
            assertThat(node.log()).doesNotContain("NullPointerException");
        }
    }

    private void noTargetIsAWayPast(JettyNode node) throws Exception {
        int port = node.uri().getPort();
        long before = passed(node);
        for (String method : List.of("GET", "POST", "CONNECT", "OPTIONS", "TRACE", "PROPFIND", "get")) {
            for (String target : OF_ACME) {
                assertThat(answer(port, method, target, ""))
                        .as(method + " " + target)
                        .doesNotStartWith("http/1.1 5")
                        .doesNotStartWith("http/1.1 2");
            }
        }
        assertThat(passed(node)).isEqualTo(before);
        for (String method : List.of("GET", "CONNECT", "OPTIONS", "FOO")) {
            for (String target : OF_NOBODY) {
                assertThat(answer(port, method, target, ""))
                        .as(method + " " + target)
                        .doesNotStartWith("http/1.1 500");
            }
        }
    }

    private void slowBodiesTakeNoThread(JettyNode node) throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                RawConnection connection = new RawConnection(node.uri().getPort());
                slow.add(connection);
                String length = i % 4 == 0 ? "10000" : "1000000";
                connection.send("POST /acme/x HTTP/1.1", "Host: old", "Content-Length: " + length, "", "x");
            }
            for (RawConnection connection : slow) {
                assertThat(connection.head()).startsWith("http/1.1 307");
            }
            long begin = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(answer(node.uri().getPort(), "GET", "/acme/x", "")).startsWith("http/1.1 302");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    private static void pagesOfAllowedOriginsMayReadTheAnswers(JettyNode node) throws IOException {
        int port = node.uri().getPort();
        assertThat(answer(port, "PUT", "/acme/x", "Origin: https://spa.example.net"))
                .startsWith("http/1.1 307")
                .contains(
                        "access-control-allow-origin: https://spa.example.net",
                        "access-control-allow-credentials: true",
                        "vary: origin");
        assertThat(answer(port, "GET", "/acme/x", "Origin: https://evil.example.net"))
                .startsWith("http/1.1 302")
                .doesNotContain("access-control-allow");
    }

    private static String answer(int port, String method, String target, String header) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            String more = header.isEmpty() ? "Accept: */*" : header;
            return connection
                    .send(method + " " + target + " HTTP/1.1", "Host: old", "Connection: close", more, "", "")
                    .head();
        }
    }

    private long passed(JettyNode node) throws Exception {
        URI metrics = node.uri().resolve("ferry/metrics");
        HttpRequest request = HttpRequest.newBuilder(metrics)
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        Matcher passed = PASSED.matcher(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        assertThat(passed.find()).isTrue();
        return Long.parseLong(passed.group(1));
    }

    private Path webappWithCorsFilter(JettyRelease release) throws IOException {
        boolean old = release == JettyRelease.JETTY_9_4;
        String filter = "org.eclipse.jetty." + (old ? "" : "ee10.") + "servlets.CrossOriginFilter";
        Path webapp = Files.createDirectories(folder.resolve(release.name()).resolve("WEB-INF"));
        Files.writeString(webapp.resolve("web.xml"), """
                <web-app xmlns="%s" version="%s" metadata-complete="true">
                  <filter>
                    <filter-name>cors</filter-name>
                    <filter-class>%s</filter-class>
                    <init-param>
                      <param-name>allowedOrigins</param-name>
                      <param-value>https://spa.example.net</param-value>
                    </init-param>
                  </filter>
                  <filter-mapping>
                    <filter-name>cors</filter-name>
                    <url-pattern>/*</url-pattern>
                  </filter-mapping>
                </web-app>
                """.formatted(
                        old ? "http://xmlns.jcp.org/xml/ns/javaee" : "https://jakarta.ee/xml/ns/jakartaee",
                        old ? "3.1" : "6.0",
                        filter));
        return webapp.getParent();
    }
}
