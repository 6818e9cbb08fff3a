package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The WAR of the node part, as the root web application of a node beside the shop. */
class NodeWarIT {
    private static final String TOKEN = "a-token-of-a-test";

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @EnumSource(names = {"JETTY_9_3", "JETTY_9_4", "JETTY_11", "JETTY_12_0", "JETTY_12_1"})
    void itShowsTheNodeAndRedirectsWhatHasNoWebApplicationHere(JettyRelease release) throws Exception {
        if (release == JettyRelease.JETTY_11 || release == JettyRelease.JETTY_12_0) {
            Wide.assume("the WAR on " + release);
        }
        try (TestDatabase database = POSTGRESQL.server().createDatabase()) {
            RegistryTables registry = new RegistryTables(database);
            registry.servers("old", "new");
            registry.schema(1, "s1", 1);
            registry.schema(2, "s2", 2);
            registry.contexts(1, "shop");
            registry.contexts(2, "acme");
            String api = "javax".equals(release.servletApi()) ? "-javax" : "";
            try (JettyNode node = JettyNode.plan(release, database)
                    .webapp("/", Scratch.buildDirectory().resolve("jetty-ferry-node" + api + ".war"))
                    .webapp("/shop", release.shop())
                    .setting("serverName", "old")
                    .setting("statusToken", TOKEN)
                    .setting("contextResolver", "path")
                    .setting("lookupWait", "10000")
                    .setting("migrationRedirectURL", "https://new.example.com")
                    .setting("ferry.registry.url", database.url())
                    .setting("ferry.registry.user", database.user())
                    .setting("ferry.registry.password", database.password())
                    .start()) {
                eventually(
                        "the registry", () -> get(node, "ferry/metrics").body().contains("ferry_registry_reachable 1"));

                assertThat(get(node, "ferry/status").body()).contains("<h1>Node of old</h1>");
                assertThat(registry.rows("select server_name from ferry_node")).containsExactly("old");
                eventually("the look-up", () -> get(node, "acme/?page=2").statusCode() == 302);
                assertThat(get(node, "acme/?page=2")
                                .headers()
                                .firstValue("Location")
                                .orElse(""))
                        .startsWith("https://new.example.com/acme/?page=2");
                assertThat(get(node, "shop/").statusCode()).as(node.log()).isEqualTo(200);
                assertThat(get(node, "").body()).doesNotContain("Directory");
            }
            assertThat(registry.rows("select server_name from ferry_node")).isEmpty();
        }
    }

    private HttpResponse<String> get(JettyNode node, String path) throws Exception {
        URI uri = node.uri().resolve(path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
