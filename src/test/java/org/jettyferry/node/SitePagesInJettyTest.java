package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import com.google.gson.JsonParser;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site's own page, from a node that answers 503 because it cannot reach its registry. */
class SitePagesInJettyTest {
    @TempDir
    Path folder;

    @Test
    void aPageIsSentInThePlaceOfTheBuiltInOneAndFollowsItsFile() throws Exception {
        Path page = folder.resolve("closed.html");
        try (EmbeddedNode node = new EmbeddedNode(
                        folder, "ferry.registry.url=jdbc:postgresql://127.0.0.1:1/none", "page503File=" + page)
                .webapp("/shop", new HttpServlet() {})
                .start()) {
            HttpResponse<String> builtIn = visit(node);
            assertThat(builtIn.statusCode()).isEqualTo(503);
            assertThat(builtIn.body()).contains("CTX-0007", "This page tries again by itself in a second.");
            assertThat(problems(node)).contains("page503File", "there is no such file");

            Files.writeString(page, "<h1>Moving</h1>{code}, {retryAfter}");
            eventually("the page", () -> visit(node).body().equals("<h1>Moving</h1>CTX-0007, 1"));
            assertThat(visit(node).headers().firstValue("Refresh")).hasValue("1");
            assertThat(problems(node)).doesNotContain("page503File");

            Files.writeString(page, "<h1>Still moving</h1>");
            eventually("the new page", () -> visit(node).body().equals("<h1>Still moving</h1>"));

            Files.writeString(
                    node.settings(), Files.readString(node.settings()).replace("page503File", "#page503File"));
            eventually("the built-in page", () -> visit(node).body().contains("<main>"));
        }
    }

    private static HttpResponse<String> visit(EmbeddedNode node) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/shop/"))
                .header("Accept", "text/html")
                .build();
        return node.client().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String problems(EmbeddedNode node) throws Exception {
        return JsonParser.parseString(node.get("/shop/ferry/status?format=json").body())
                .getAsJsonObject()
                .getAsJsonObject("settings")
                .get("problems")
                .toString();
    }
}
