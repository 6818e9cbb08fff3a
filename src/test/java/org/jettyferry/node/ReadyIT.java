package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** What a node answers to a load balancer that asks whether it may send requests; the guard's part is in GuardInJettyIT. */
class ReadyIT {
    /** Nobody listens there. */
    private static final String NOWHERE = "ferry.registry.url=jdbc:postgresql://127.0.0.1:1/nowhere\n";

    @TempDir
    Path folder;

    @ServerTest(POSTGRESQL)
    void aNodeIsReadyOnceItHasReadTheRegistryAndUntilItsOperatorTakesItOut(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 2);
        registry.contexts(1, "/shop");
        try (EmbeddedNode node = new EmbeddedNode(folder, NOWHERE)
                .webapp("/shop", new Hello())
                .webapp("/other", new Hello())
                .start()) {
            assertThat(ask(node, "GET", "/shop/ferry/ready").statusCode()).isEqualTo(503);
            assertThat(ask(node, "GET", "/shop/ferry/ready").body()).isEqualTo("not ready\n");

            write(node, NOWHERE + "unknownContext=through\n");
            eventually("it lets all through", () -> ready(node));

            String lines = EmbeddedNode.registry(database) + "\n";
            write(node, lines);
            eventually(
                    "it has read the registry, and this context is not here",
                    () -> ask(node, "GET", "/shop/").statusCode() == 421);
            assertThat(ready(node)).as("a single context does not matter").isTrue();
            assertThat(ask(node, "HEAD", "/other/ferry/ready").statusCode()).isEqualTo(200);
            assertThat(ask(node, "OPTIONS", "/other/ferry/ready").statusCode()).isEqualTo(200);

            write(node, lines + "ready=off\n");
            eventually("its operator takes it out", () -> !ready(node));
            assertThat(ask(node, "GET", "/other/").body())
                    .as("it serves all the same")
                    .isEqualTo("hello");
            write(node, lines + "ready=on\n");
            eventually("and takes it in again", () -> ready(node));
        }
    }

    private static boolean ready(EmbeddedNode node) throws Exception {
        return ask(node, "GET", "/shop/ferry/ready").statusCode() == 200;
    }

    /** Without a token, and with settings that have none. */
    private static HttpResponse<String> ask(EmbeddedNode node, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void write(EmbeddedNode node, String lines) throws IOException {
        Path next = node.settings().resolveSibling("next");
        Files.writeString(next, "serverName=old\n" + lines);
        Files.move(next, node.settings(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Says hello. */
    private static final class Hello extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("hello");
        }
    }
}
