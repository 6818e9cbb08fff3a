package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.jettyferry.node.status.NodeMXBean;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.TableLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Checks what an operator sees over JMX: the MBean of a node with two web applications. */
class JmxIT {
    /** The attributes, and where the status page has the same value. */
    private static final Map<String, String> ON_THE_PAGE = new TreeMap<>(Map.ofEntries(
            Map.entry("NodeId", "node.id"),
            Map.entry("ServerName", "node.server"),
            Map.entry("Host", "node.host"),
            Map.entry("JettyVersion", "node.jetty"),
            Map.entry("FerryVersion", "node.ferry"),
            Map.entry("Generation", "node.generation"),
            Map.entry("SettingsFile", "settings.file"),
            Map.entry("SettingsProblems", "settings.problems"),
            Map.entry("RegistryUrl", "registry.url"),
            Map.entry("RegistryReachable", "registry.reachable"),
            Map.entry("RegistryProblem", "registry.problem"),
            Map.entry("HeartbeatProblem", "registry.heartbeatProblem"),
            Map.entry("ViewVersion", "registry.version"),
            Map.entry("RegistryFailures", "registry.failures"),
            Map.entry("Lookups", "registry.lookups"),
            Map.entry("LookedUpNames", "registry.lookedUpNames"),
            Map.entry("Contexts", "registry.contexts"),
            Map.entry("Strangers", "registry.strangers"),
            Map.entry("Passed", "requests.passed"),
            Map.entry("SchemaVersions", "node.schemaVersions"),
            Map.entry("Unknown", "requests.unknown"),
            Map.entry("Redirected", "requests.redirected"),
            Map.entry("Disabled", "requests.disabled"),
            Map.entry("Misdirected", "requests.misdirected"),
            Map.entry("InFlight", "requests.inFlight"),
            Map.entry("Parked", "requests.parked"),
            Map.entry("ParkedTotal", "requests.parkedTotal"),
            Map.entry("ParkingRefused", "requests.parkingRefused"),
            Map.entry("LongestParked", "requests.longestParkedMillis")));

    @TempDir
    Path folder;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        go.countDown();
    }

    @ServerTest(POSTGRESQL)
    void aNodeHasAllValuesOfItsPageAsAttributes(TestDatabase database) throws Exception {
        try (EmbeddedNode node = started(database, registry(database))) {
            eventually("the registry", () -> node.get("/one/alpha").statusCode() == 200);
            eventually("a stranger", () -> node.get("/two/nobody").statusCode() == 200);
            eventually("a redirect", () -> node.get("/two/beta").statusCode() == 302);
            for (String name : new String[] {"alpha", "beta", "nobody", "/one", "/two"}) {
                exists(name); // else it might be looked up between the two looks
            }

            JsonObject page = JsonParser.parseString(
                            node.get("/one/ferry/status?format=json").body())
                    .getAsJsonObject();
            ON_THE_PAGE.forEach((attribute, place) ->
                    assertThat(text(attribute)).as(attribute).isEqualTo(text(page, place)));
            Set<String> names = new TreeSet<>(ON_THE_PAGE.keySet());
            names.addAll(List.of("ViewAge", "Draining", "Guarded", "ClosedSchemata", "RecentDecisions"));
            assertThat(Arrays.stream(beans.getMBeanInfo(bean()).getAttributes()).map(attribute -> attribute.getName()))
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(number("ViewAge")).isNotNegative();
            String[] recent = (String[]) beans.getAttribute(bean(), "RecentDecisions");
            assertThat(recent).isNotEmpty();
            assertThat(recent[0]).as("the newest").endsWith("Z REDIRECT beta new.example.com");
            assertThat(text("RegistryUrl")).isEqualTo(database.url());
        }
        assertThat(all()).isEmpty();
    }

    @ServerTest(POSTGRESQL)
    void whatIsLeftToDrainIsTold(TestDatabase database) throws Exception {
        RegistryTables registry = registry(database);
        try (EmbeddedNode node = started(database, registry)) {
            eventually("the registry", () -> exists("alpha"));
            CompletableFuture<HttpResponse<String>> held =
                    node.client().sendAsync(node.request("/one/alpha/wait"), HttpResponse.BodyHandlers.ofString());
            NodeMXBean status = JMX.newMXBeanProxy(beans, bean(), NodeMXBean.class);
            eventually("the request", () -> status.getInFlight() == 1);
            assertThat(status.getDraining()).isEmpty();

            registry.move(1, 2);
            eventually("the move", () -> status.getDraining().equals(Map.of("alpha", 1L)));
            go.countDown();
            assertThat(held.get().statusCode()).isEqualTo(200);
            eventually("the end", () -> status.getDraining().isEmpty() && status.getInFlight() == 0);
        }
    }

    @ServerTest(POSTGRESQL)
    void existsInServerTellsAndLooksUp(TestDatabase database) throws Exception {
        RegistryTables registry = registry(database);
        try (EmbeddedNode node = started(database, registry)) {
            eventually("the registry", () -> (Boolean) beans.getAttribute(bean(), "RegistryReachable"));
            assertThat(exists("alpha")).isTrue();
            assertThat(exists("beta")).isFalse();
            assertThat(exists("nobody")).isFalse();
            assertThat(exists("")).isFalse();
            assertThat(exists("x".repeat(200))).isFalse();
            assertThat(exists("x".repeat(300))).isFalse();

            registry.enable(1, false);
            eventually("the disabled schema", () -> number("ViewVersion") == registry.version());
            assertThat(exists("alpha")).isTrue();

            try (TableLock lock = TableLock.on(database, "ferry_context_name")) {
                assertThatThrownBy(() -> exists("gamma"))
                        .isInstanceOf(RuntimeMBeanException.class)
                        .hasRootCauseInstanceOf(IllegalStateException.class)
                        .hasStackTraceContaining("ask again");
                lock.release();
                assertThat(exists("gamma")).isTrue();
            }
        }
    }

    @ServerTest(POSTGRESQL)
    void theBeanStaysUntilTheLastWebApplicationLeaves(TestDatabase database) throws Exception {
        try (EmbeddedNode node = started(database, registry(database))) {
            ObjectName first = bean();
            assertThat(first.getKeyProperty("id")).isEqualTo(text("NodeId"));
            node.stop("/one");
            assertThat(all()).containsExactly(first);
            node.stop("/two");
            assertThat(all()).isEmpty();
            node.start("/two");
            assertThat(bean()).isNotEqualTo(first);
        }
        assertThat(all()).isEmpty();
    }

    private static RegistryTables registry(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.contexts(1, "alpha", "gamma");
        registry.contexts(2, "beta");
        return registry;
    }

    private EmbeddedNode started(TestDatabase database, RegistryTables registry) throws Exception {
        assertThat(registry.version()).isPositive();
        assertThat(all()).isEmpty();
        return new EmbeddedNode(
                        folder,
                        EmbeddedNode.registry(database),
                        "contextResolver=path",
                        "migrationRedirectURL=https://new.example.com",
                        "retryAfter=soon")
                .webapp("/one", new Waiting())
                .webapp("/two", new Waiting())
                .start();
    }

    private Set<ObjectName> all() throws Exception {
        return beans.queryNames(new ObjectName("org.jettyferry:type=Node,*"), null);
    }

    private ObjectName bean() throws Exception {
        Set<ObjectName> all = all();
        assertThat(all).hasSize(1);
        return all.iterator().next();
    }

    private boolean exists(String name) throws Exception {
        Object[] arguments = {name};
        String[] signature = {String.class.getName()};
        return (Boolean) beans.invoke(bean(), "existsInServer", arguments, signature);
    }

    private long number(String attribute) throws Exception {
        return ((Number) beans.getAttribute(bean(), attribute)).longValue();
    }

    private String text(String attribute) {
        try {
            Object value = beans.getAttribute(bean(), attribute);
            return value instanceof Object[] many ? Arrays.toString(many) : String.valueOf(value);
        } catch (Exception e) {
            throw new AssertionError(attribute, e);
        }
    }

    private static String text(JsonObject page, String place) {
        String[] names = place.split("\\.");
        JsonElement value = page.getAsJsonObject(names[0]).get(names[1]);
        return value.isJsonArray()
                ? value.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .toList()
                        .toString()
                : value.getAsString();
    }

    /** Answers or waits, depending on the path. */
    private final class Waiting extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            if (request.getServletPath().endsWith("/wait")) {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
