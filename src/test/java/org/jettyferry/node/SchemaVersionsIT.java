package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.nodes.FilterCounter;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** Shows on real nodes that a web application's schema versions keep contexts closed until their schema fits. */
class SchemaVersionsIT {
    private static final String TOKEN = "a-token-of-a-test";

    private final HttpClient client = HttpClient.newHttpClient();

    @ServerTest(POSTGRESQL)
    void anOldNodeWithTheModule(TestDatabase database) throws Exception {
        aNodeServesWhenTheSchemaFits(JettyRelease.JETTY_9_4, database, NodePlan::ferryModule);
    }

    @ServerTest(MYSQL)
    void aNewNodeWithTheJar(TestDatabase database) throws Exception {
        aNodeServesWhenTheSchemaFits(JettyRelease.JETTY_12_1, database, NodePlan::ferryInLib);
    }

    private void aNodeServesWhenTheSchemaFits(
            JettyRelease release, TestDatabase database, UnaryOperator<NodePlan> delivery) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "shop_1", 1);
        registry.contexts(1, "/shop");
        registry.version(1, "8");
        Path webapp = FilterCounter.webapp(release.servletApi());
        Files.createDirectories(webapp.resolve("META-INF"));
        Files.writeString(webapp.resolve("META-INF/ferry.properties"), "schemaVersions=5..7\n");
        try (JettyNode node = delivery.apply(JettyNode.plan(release, database).webapp("/shop", webapp))
                .setting("serverName", "old")
                .setting("ferry.registry.url", database.url())
                .setting("ferry.registry.user", database.user())
                .setting("ferry.registry.password", database.password())
                .setting("clusterName", "portal")
                .setting("statusToken", TOKEN)
                .start()) {
            URI shop = node.uri().resolve("shop/");
            eventually(
                    "it is closed",
                    () -> get(shop, "*/*").statusCode() == 503 && node.log().contains("version 8"));
            HttpResponse<String> program = get(shop, "application/json");
            assertThat(program.headers().firstValue("Retry-After")).contains("60");
            assertThat(program.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            HttpResponse<String> browser = get(shop, "text/html");
            assertThat(browser.body()).startsWith("<!DOCTYPE html>").doesNotContain("shop_1", "5..7", "version");
            assertThat(get(shop.resolve("ferry/status?format=json"), "*/*").body())
                    .contains("\"schemaVersions\":\"5..7\"", "\"closedSchemata\":{\"shop_1\":\"the schema shop_1 has");
            assertThat(get(shop.resolve("ferry/metrics"), "*/*").body()).contains("\nferry_closed_schemata 1\n");
            assertThat(node.log()).contains("this node works with 5..7: its contexts get 503");
            eventually("the registry knows", () -> declared(registry).equals(List.of("5..7/portal")));

            assertThat(FerryCommand.ferry("schema", "version", "shop_1", "7.0")
                            .on(database)
                            .runHere()
                            .exit())
                    .isZero();
            eventually("it serves", () -> get(shop, "*/*").statusCode() == 200);
            assertThat(get(shop.resolve("ferry/metrics"), "*/*").body()).contains("\nferry_closed_schemata 0\n");
        } finally {
            Scratch.delete(webapp);
        }
    }

    private static List<String> declared(RegistryTables registry) throws Exception {
        return registry.rows("select concat(schema_versions, '/', cluster_name) from ferry_node_state");
    }

    private HttpResponse<String> get(URI uri, String accept) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
