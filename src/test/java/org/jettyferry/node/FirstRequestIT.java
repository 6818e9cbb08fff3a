package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.cli.FerryProcess;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.Wire;
import org.junit.jupiter.api.io.TempDir;

/** Checks the first request of a tenant on a node, which must look it up: none reaches the wrong application. */
class FirstRequestIT {
    private static final int TENANTS = 15;

    @TempDir
    Path folder;

    private final Queue<String> served = new ConcurrentLinkedQueue<>();

    @ServerTest
    void noFirstRequestOfAMovedOrDisabledTenantGoesThrough(TestDatabase database) throws Exception {
        RegistryTables registry = registry(database);
        try (Wire wire = Wire.to(database);
                EmbeddedNode node = node(database, wire)) {
            wire.delay(30);
            eventually("the registry", () -> node.get("/shop/nobody/").statusCode() == 200);
            served.clear();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < TENANTS; i++) {
                for (String tenant : List.of("moved" + i, "off" + i, "here" + i)) {
                    answers.add(node.client()
                            .sendAsync(node.request("/shop/" + tenant + "/"), HttpResponse.BodyHandlers.ofString()));
                }
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().statusCode()).isIn(200, 302, 503);
            }
            assertThat(served).allMatch(path -> path.startsWith("/here"));
            eventually("its own tenants", () -> node.get("/shop/here0/").statusCode() == 200);
            assertThat(node.get("/shop/moved0/").statusCode()).isEqualTo(302);
            assertThat(registry.version()).isPositive();
        }
    }

    /** Known contexts are served as before; unknown ones get an answer at once. */
    @ServerTest
    void whileTheRegistryIsAwayUnknownTenantsAreRefused(TestDatabase database) throws Exception {
        registry(database);
        try (Wire wire = Wire.to(database)) {
            wire.cut();
            try (EmbeddedNode node = node(database, wire)) {
                assertThat(node.get("/shop/here0/").statusCode()).isEqualTo(503);
                wire.mend();
                eventually("the registry", () -> node.get("/shop/here0/").statusCode() == 200);
                wire.cut();
                eventually(
                        "the outage",
                        () -> node.get("/shop/ferry/metrics").body().contains("ferry_registry_reachable 0"));
                assertThat(node.get("/shop/here0/").statusCode()).isEqualTo(200);
                served.clear();
                HttpResponse<String> moved = node.get("/shop/moved0/");
                assertThat(moved.statusCode()).isEqualTo(503);
                assertThat(moved.headers().firstValue("Retry-After")).contains("1");
                assertThat(served).isEmpty();
            }
        }
    }

    /** A node may be installed long before the first registry command. */
    @ServerTest
    void whereThereIsNoRegistryYetEverybodyIsServed(TestDatabase database) throws Exception {
        try (LogCapture log = LogCapture.on("org.jettyferry.node.registry.RegistryPoller");
                Wire wire = Wire.to(database);
                EmbeddedNode node = node(database, wire)) {
            eventually(
                    "the registry is looked for",
                    () -> node.get("/shop/moved0/").statusCode() == 200);
            eventually("the log", () -> !log.sentences().isEmpty());
            assertThat(log.sentences())
                    .singleElement()
                    .asString()
                    .contains("ferry server register", "every request is let through")
                    .doesNotContainIgnoringCase("exist");
            registry(database);
            eventually("the registry", () -> node.get("/shop/moved0/").statusCode() == 302);
        }
    }

    /** The operator is warned while it can do harm; setting the file right is enough. */
    @ServerTest(
            value = POSTGRESQL,
            wide = {MYSQL, MARIADB})
    void aNodeThatLetsThroughIsNamedUntilItsSettingIsPutRight(TestDatabase database) throws Exception {
        RegistryTables registry = registry(database);
        try (Wire wire = Wire.to(database);
                EmbeddedNode node = node(database, wire, "unknownContext=through")) {
            eventually("it lives", () -> tells(registry, "through"));
            FerryProcess.Outcome disabled = ferry(database, "schema", "disable", "s1");
            assertThat(disabled.err())
                    .anyMatch(line -> line.startsWith("Warning: nodes with unknownContext=through: Jetty 12"));
            assertThat(ferry(database, "node", "list", "--json").text()).contains("\"unknownContext\": \"through\"");
            eventually("the registry", () -> node.get("/shop/here0/").statusCode() == 503);
            served.clear();
            wire.delay(1000); // else the look-up may answer before the decision
            assertThat(node.get("/shop/here1/").statusCode()).isEqualTo(200); // this is what the warning is about
            wire.delay(0);
            assertThat(served).containsExactly("/here1/");

            String settings = Files.readString(node.settings());
            Files.writeString(node.settings(), settings.replace("=through", "=wait"));
            eventually("the setting is in force", () -> tells(registry, "wait"));
            assertThat(ferry(database, "schema", "disable", "s1").err()).isEmpty();
            assertThat(node.get("/shop/here2/").statusCode()).isEqualTo(503);
            assertThat(served).containsExactly("/here1/");
        }
    }

    private static boolean tells(RegistryTables registry, String unknownContext) throws Exception {
        return registry.rows("select unknown_context from ferry_node_state").equals(List.of(unknownContext));
    }

    private static FerryProcess.Outcome ferry(TestDatabase database, String... arguments) {
        FerryProcess.Outcome outcome =
                FerryCommand.ferry(arguments).on(database).runHere();
        assertThat(outcome.exit()).as(outcome.err().toString()).isZero();
        return outcome;
    }

    private EmbeddedNode node(TestDatabase database, Wire wire, String... more) throws Exception {
        return new EmbeddedNode(
                        folder,
                        EmbeddedNode.registry(database).replace(database.url(), wire.url()),
                        "contextResolver=path",
                        "migrationRedirectURL=https://new.example.com",
                        String.join("\n", more))
                .webapp("/shop", new Shop())
                .start();
    }

    private static RegistryTables registry(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.schema(3, "s3", 1);
        registry.contexts(1, names("here"));
        registry.contexts(2, names("moved"));
        registry.contexts(3, names("off"));
        registry.enable(3, false);
        return registry;
    }

    private static String[] names(String prefix) {
        return IntStream.range(0, TENANTS).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** Records which requests were served. */
    private final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            served.add(request.getServletPath());
            response.setStatus(200);
        }
    }
}
