package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.servers.Wire;
import org.jettyferry.testkit.store.TableLock;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code /ferry/contexts} while the registry answers, is slow, or cannot be reached. */
class ContextPageIT {
    @TempDir
    Path folder;

    private final AtomicInteger fresh = new AtomicInteger();

    @ServerTest(POSTGRESQL)
    void aNameThatNobodyHasAskedForIsLookedUp(TestDatabase database) throws Exception {
        long version = registry(database).version();
        try (EmbeddedNode node = started(EmbeddedNode.registry(database))) {
            answersAreThere(node);
            HttpResponse<String> alpha = eventual(node, "alpha", 200);
            assertThat(alpha.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(json(alpha))
                    .isEqualTo(json("{'context':'alpha','existsInServer':true,'enabled':true,'schema':'s1',"
                            + "'server':'old','thisServer':'old','registryVersion':" + version + "}"));
            assertThat(json(eventual(node, "beta", 200)).get("existsInServer").getAsBoolean())
                    .isFalse();
            assertThat(json(eventual(node, "nobody", 404)))
                    .isEqualTo(json("{'context':'nobody','existsInServer':false,'thisServer':'old',"
                            + "'registryVersion':" + version + "}"));
        }
    }

    /** There is nothing to wait for: the registry cannot hold such a name. */
    @ServerTest(POSTGRESQL)
    void aNameThatNoRegistryCanHaveIsNone(TestDatabase database) throws Exception {
        registry(database);
        try (EmbeddedNode node = started(EmbeddedNode.registry(database))) {
            answersAreThere(node);
            for (int length : new int[] {190, 191, 255, 256, 1000}) {
                assertThat(ask(node, "x".repeat(length)).statusCode())
                        .as("%d characters", length)
                        .isEqualTo(404);
            }
            assertThat(node.get("/shop/ferry/contexts").statusCode()).isEqualTo(404);
        }
    }

    @ServerTest(POSTGRESQL)
    void whileTheRegistryTakesItsTimeItSaysAskAgain(TestDatabase database) throws Exception {
        registry(database);
        try (EmbeddedNode node = started(EmbeddedNode.registry(database))) {
            answersAreThere(node);
            assertThat(eventual(node, "beta", 200).statusCode()).isEqualTo(200);
            try (TableLock lock = TableLock.on(database, "ferry_context_name")) {
                HttpResponse<String> alpha = ask(node, "alpha");
                assertThat(alpha.statusCode()).isEqualTo(202);
                assertThat(alpha.headers().firstValue("Retry-After")).contains("1");
                assertThat(json(alpha)).isEqualTo(json("{'context':'alpha','pending':true}"));
                assertThat(ask(node, "beta").statusCode()).isEqualTo(200);
                lock.release();
                eventual(node, "alpha", 200);
            }
        }
    }

    /** The registry has answered, so there is hope, though the node can't yet say there that it lives. */
    @ServerTest(POSTGRESQL)
    void aRegistryThatAnswersIsThereBeforeTheFirstHeartbeat(TestDatabase database) throws Exception {
        registry(database);
        try (TableLock lock = TableLock.on(database, "ferry_node");
                EmbeddedNode node = started(EmbeddedNode.registry(database))) {
            eventually(
                    "a pending name",
                    () -> ask(node, "fresh" + fresh.incrementAndGet()).statusCode() == 202);
            lock.release();
            eventual(node, "alpha", 200);
        }
    }

    /** A hundred may wait; if those who gave up were still counted, nobody would be waited with any more. */
    @ServerTest(POSTGRESQL)
    void whoHasGivenUpLeavesRoomForOthers(TestDatabase database) throws Exception {
        registry(database);
        try (EmbeddedNode node = started(EmbeddedNode.registry(database))) {
            answersAreThere(node);
            try (TableLock lock = TableLock.on(database, "ferry_context_name")) {
                List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 120)
                        .mapToObj(i -> node.client()
                                .sendAsync(node.request(path("caller" + i)), HttpResponse.BodyHandlers.ofString()))
                        .toList();
                for (CompletableFuture<HttpResponse<String>> one : all) {
                    assertThat(one.get().statusCode()).isEqualTo(202);
                }
                lock.release();
            }
            answersAreThere(node);
        }
    }

    @ServerTest(POSTGRESQL)
    void whereThereIsNoHopeItSaysSo(TestDatabase database) throws Exception {
        registry(database);
        try (Wire wire = Wire.to(database)) {
            wire.cut();
            try (EmbeddedNode node = started(EmbeddedNode.registry(database).replace(database.url(), wire.url()))) {
                assertHopeless(ask(node, "alpha"), "alpha");
                wire.mend();
                eventual(node, "alpha", 200);
                eventual(node, "nobody", 404);

                wire.cut();
                eventually(
                        "the outage",
                        () -> ask(node, "fresh" + fresh.incrementAndGet()).statusCode() == 503);
                assertHopeless(ask(node, "beta"), "beta");
                assertThat(ask(node, "alpha").statusCode()).isEqualTo(200);
                assertThat(ask(node, "nobody").statusCode()).isEqualTo(404);
                wire.mend();
                eventual(node, "beta", 200);
            }
        }
    }

    private static void assertHopeless(HttpResponse<String> answer, String name) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(json(answer)).isEqualTo(json("{'context':'" + name + "','pending':true}"));
    }

    private static RegistryTables registry(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.contexts(1, "alpha");
        registry.contexts(2, "beta");
        return registry;
    }

    private EmbeddedNode started(String registry) throws Exception {
        return new EmbeddedNode(folder, registry).webapp("/shop", new Shop()).start();
    }

    /** The registry is read, and a name that nobody has asked for is answered with the very first question for it. */
    private void answersAreThere(EmbeddedNode node) throws Exception {
        eventually(
                "an answer at once",
                () -> ask(node, "fresh" + fresh.incrementAndGet()).statusCode() == 404);
    }

    private static HttpResponse<String> eventual(EmbeddedNode node, String name, int status) throws Exception {
        eventually(name + " is " + status, () -> ask(node, name).statusCode() == status);
        return ask(node, name);
    }

    private static HttpResponse<String> ask(EmbeddedNode node, String name) throws Exception {
        return node.get(path(name));
    }

    private static String path(String name) {
        return "/shop/ferry/contexts/" + name;
    }

    private static JsonObject json(HttpResponse<String> response) {
        return json(response.body());
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    /** Never called. */
    private static final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(599);
        }
    }
}
