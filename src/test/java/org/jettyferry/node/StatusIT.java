package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Checks the status of real nodes, old and new, and what they write to the registry. */
class StatusIT {
    private static final String TOKEN = "a-token-of-a-test";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path war;

    @BeforeEach
    void makeWar() {
        war = Scratch.run("webapp");
    }

    @AfterEach
    void deleteWar() {
        Scratch.delete(war);
    }

    @ServerTest(POSTGRESQL)
    void anOldNode(TestDatabase database) throws Exception {
        aNodeTellsWhatItKnows(JettyRelease.JETTY_9_4, "javax", database);
    }

    @ServerTest(MYSQL)
    void aNewNode(TestDatabase database) throws Exception {
        aNodeTellsWhatItKnows(JettyRelease.JETTY_12_1, "jakarta", database);
    }

    private void aNodeTellsWhatItKnows(JettyRelease release, String api, TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.schema(10, "s10", 2);
        registry.contexts(1, "/shop", "alpha");
        registry.contexts(2, "beta");
        Path settings = folder.resolve("server.properties");
        String basic = "serverName=old\nferry.registry.url=%s\nferry.registry.user=%s\nferry.registry.password=%s\n"
                .formatted(database.url(), database.user(), database.password());
        Files.writeString(settings, basic);
        explode(release.shop(), api);
        try (JettyNode node = JettyNode.plan(release, database)
                .webapp("/shop", war)
                .environment("FERRY_PROPERTIES", settings.toString())
                .start()) {
            URI ferry = node.uri().resolve("shop/ferry/");
            assertThat(get(ferry.resolve("status"), TOKEN).body()).doesNotContain("\"node\""); // the shop's own page

            Files.writeString(settings, basic + "statusToken=" + TOKEN + "\n");
            eventually(
                    "the status page",
                    () -> get(ferry.resolve("status?format=json"), TOKEN).statusCode() == 200
                            && json(get(ferry.resolve("status?format=json"), TOKEN))
                                    .has("node"));
            long now = System.currentTimeMillis();
            database.execute(
                    "insert into ferry_node (node_id, server_name, host, jetty_version, ferry_version, generation,"
                            + " started_ms, heartbeat_ms, registry_version, in_flight) values ('far', 'new', 'far.example.com',"
                            + " '12.1.12', '1', '2', " + now + ", " + now + ", 3, 7)");
            HttpResponse<String> refused = get(ferry.resolve("status"), "another");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic realm=");
            assertThat(withPassword(ferry.resolve("status"), TOKEN).statusCode())
                    .isEqualTo(200);
            assertThat(withPassword(ferry.resolve("status"), TOKEN + "x").statusCode())
                    .isEqualTo(401);

            eventually(
                    "the registry",
                    () -> json(get(ferry.resolve("status?format=json"), TOKEN))
                            .getAsJsonObject("registry")
                            .get("reachable")
                            .getAsBoolean());
            JsonObject status = json(get(ferry.resolve("status?format=json"), TOKEN));
            assertThat(status.getAsJsonObject("node").get("jetty").getAsString())
                    .isEqualTo(release.version());
            assertThat(status.getAsJsonObject("node").get("generation").getAsString())
                    .isEqualTo("2");
            assertThat(status.toString()).doesNotContain(database.password()).doesNotContain(TOKEN);
            assertThat(get(ferry.resolve("status"), TOKEN).body())
                    .contains("<h1>Node of old</h1>", "ferry node list")
                    .contains("<td>s1</td><td>old</td><td>open here</td>")
                    .contains("<td>s2</td><td>new</td><td>open there</td>")
                    .containsSubsequence("<td>s1</td>", "<td>s2</td>", "<td>s10</td>");
            eventually("all nodes", () -> {
                String page = get(ferry.resolve("status"), TOKEN).body();
                return page.contains("<td>new</td><td>far.example.com</td><td>12.1.12</td>")
                        && page.contains("<td class=\"number\">7</td>")
                        && page.contains("<td>" + release.version() + "</td>");
            });
            database.execute("delete from ferry_node where node_id = 'far'");
            assertThat(get(ferry.resolve("metrics"), TOKEN).body())
                    .contains("ferry_requests_total{outcome=\"redirected\"} 0\n")
                    .contains("ferry_registry_reachable 1\n");

            HttpResponse<String> alpha = get(ferry.resolve("contexts/alpha"), TOKEN);
            assertThat(alpha.statusCode()).isEqualTo(200);
            assertThat(json(alpha).get("existsInServer").getAsBoolean()).isTrue();
            registry.enable(1, false);
            eventually(
                    "the disabled schema",
                    () -> !json(get(ferry.resolve("contexts/alpha"), TOKEN))
                            .get("enabled")
                            .getAsBoolean());
            assertThat(json(get(ferry.resolve("contexts/alpha"), TOKEN))
                            .get("existsInServer")
                            .getAsBoolean())
                    .isTrue();
            assertThat(json(get(ferry.resolve("contexts?name=beta"), TOKEN))
                            .get("existsInServer")
                            .getAsBoolean())
                    .isFalse();
            assertThat(get(ferry.resolve("contexts/nobody"), TOKEN).statusCode())
                    .isEqualTo(404);
            assertThat(registry.rows("select server_name from ferry_node")).isEqualTo(List.of("old"));
            assertThat(node.log()).doesNotContain(database.password()).doesNotContain("leak");
        }
        assertThat(registry.rows("select server_name from ferry_node")).isEmpty();
    }

    private HttpResponse<String> get(URI uri, String token) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends the token as browsers do. */
    private HttpResponse<String> withPassword(URI uri, String token) throws Exception {
        String login = Base64.getEncoder().encodeToString(("anybody:" + token).getBytes(StandardCharsets.UTF_8));
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Basic " + login)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private void explode(Path archive, String api) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = war.resolve(entry.getName());
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        String jar = "jakarta".equals(api) ? "jetty-ferry-node.jar" : "jetty-ferry-node-javax.jar";
        Path lib = Files.createDirectories(war.resolve("WEB-INF/lib"));
        Files.copy(Scratch.buildDirectory().resolve(jar), lib.resolve(jar));
    }
}
