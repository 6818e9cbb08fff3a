package org.jettyferry.node.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    private static final String NASTY = "a\"b\\c</p><script>'&\n\u0001\ud83d\ude00\ud83d";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text/html                                          | true
            text/html,application/xhtml+xml,*/*;q=0.8          | true
            text/html, application/json                        | true
            application/json, text/html;q=0.5                  | false
            application/problem+json                           | false
            */*                                                | false
            """)
    void isAPageForWhoPrefersOne(String accept, boolean page) throws IOException {
        PlainResponse response = send(PlainRequest.get("/").header("Accept", accept), "why");

        assertThat(response.getHeader("Content-Type"))
                .isEqualTo(page ? "text/html;charset=utf-8" : "application/problem+json");
        String policy = response.getHeader("Content-Security-Policy");
        assertThat(policy != null && policy.startsWith("default-src 'none'; style-src 'sha256-"))
                .isEqualTo(page);
        assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getHeader("Vary")).isEqualTo("Accept");
    }

    @Test
    void isADocumentForWhoDoesNotSay() throws IOException {
        assertThat(send(PlainRequest.get("/"), "why").body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not now\",\"status\":503,\"detail\":\"why\","
                        + "\"remedy\":\"wait\"}\n");
    }

    @Test
    void saysAnyTextInADocument() throws IOException {
        JsonObject document = JsonParser.parseString(
                        send(PlainRequest.get("/"), NASTY).body())
                .getAsJsonObject();

        assertThat(document.get("detail").getAsString()).isEqualTo(NASTY);
    }

    @Test
    void showsAnyTextOnAPage() throws IOException {
        assertThat(send(PlainRequest.get("/").header("Accept", "text/html"), NASTY)
                        .body())
                .contains("<p>a&#34;b\\c&#60;/p&#62;&#60;script&#62;&#39;&#38;&#10;&#1;\ud83d\ude00?</p>");
    }

    @Test
    void aPageComesBackByItselfWhenItIsTime() throws IOException {
        PlainRequest get = PlainRequest.get("/").header("Accept", "text/html");
        PlainRequest post = new PlainRequest("POST", "/").header("Accept", "text/html");

        assertThat(send(get, "why").body()).contains("name=\"viewport\"").doesNotContain("refresh");
        assertThat(sendWithRetryAfter("7", get)).contains("<meta http-equiv=\"refresh\" content=\"7\">");
        assertThat(sendWithRetryAfter("7", post)).doesNotContain("refresh");
        assertThat(sendWithRetryAfter("\"><script>", get)).doesNotContain("refresh");
    }

    /** A browser computes the same hash of what stands between the tags. */
    @Test
    void theBuiltInPageMayHaveItsStyleAndNothingElse() throws Exception {
        PlainResponse response = send(PlainRequest.get("/").header("Accept", "text/html"), "why");
        String style = response.body().replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(response.getHeader("Content-Security-Policy"))
                .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';")
                .doesNotContain("unsafe");
        assertThat(response.body()).doesNotContain("style=", "<script", "http:", "https:", "url(");
    }

    @Test
    void aPageOfTheSitesOwnTakesItsPlace() throws IOException {
        SitePages pages = new SitePages();
        Attributes webapp = new Attributes();
        pages.enter(webapp.context());
        pages.put(503, "<h1>{title}</h1>{detail}|{code}|<a href=\"{link}\">{retryAfter}</a>{other}");
        PlainRequest get = PlainRequest.get("/").header("Accept", "text/html").webapp(webapp.context());
        PlainRequest post =
                new PlainRequest("POST", "/").header("Accept", "text/html").webapp(webapp.context());

        PlainResponse again = comingBack("7", get, "{code}" + NASTY);
        assertThat(again.body())
                .isEqualTo(
                        "<h1>Not now</h1>{code}a&#34;b\\c&#60;/p&#62;&#60;script&#62;&#39;&#38;&#10;&#1;\ud83d\ude00?"
                                + "|wait|<a href=\"\">7</a>{other}");
        assertThat(again.getHeader("Refresh")).isEqualTo("7");
        assertThat(again.getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none';")
                .doesNotContain("script-src");
        assertThat(comingBack("7", post, "why").getHeader("Refresh")).isNull();
        assertThat(comingBack("7", PlainRequest.get("/").webapp(webapp.context()), "why")
                        .body())
                .startsWith("{\"type\"");

        pages.put(503, "");
        assertThat(comingBack("7", get, "why").body()).startsWith("<!DOCTYPE html>");
        pages.put(421, "another status");
        assertThat(comingBack("7", get, "why").body()).startsWith("<!DOCTYPE html>");
        pages.put(503, "mine");
        pages.leave(webapp.context());
        assertThat(comingBack("7", get, "why").body()).startsWith("<!DOCTYPE html>");
    }

    /** The attributes of a web application, and nothing else of it. */
    private static final class Attributes implements InvocationHandler {
        private final Map<String, Object> values = new HashMap<>();

        ServletContext context() {
            return (ServletContext) Proxy.newProxyInstance(
                    ProblemTest.class.getClassLoader(), new Class<?>[] {ServletContext.class}, this);
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "getAttribute" -> values.get((String) arguments[0]);
                case "setAttribute" -> values.put((String) arguments[0], arguments[1]);
                case "removeAttribute" -> values.remove((String) arguments[0]);
                default -> throw new UnsupportedOperationException(method.getName());
            };
        }
    }

    private static String sendWithRetryAfter(String seconds, PlainRequest request) throws IOException {
        return comingBack(seconds, request, "why").body();
    }

    private static PlainResponse comingBack(String seconds, PlainRequest request, String detail) throws IOException {
        PlainResponse response = new PlainResponse();
        response.setHeader("Retry-After", seconds);
        problem(detail).send(request, response);
        return response;
    }

    @Test
    void showsWhereToGoOn() throws IOException {
        PlainResponse page = new PlainResponse();
        PlainResponse document = new PlainResponse();
        Problem linked = problem("why").linkedTo("https://new.example.com/?a=\"b\"&c");

        linked.send(PlainRequest.get("/").header("Accept", "text/html"), page);
        linked.send(PlainRequest.get("/"), document);

        assertThat(page.body()).contains("<a href=\"https://new.example.com/?a=&#34;b&#34;&#38;c\">https");
        assertThat(JsonParser.parseString(document.body())
                        .getAsJsonObject()
                        .get("location")
                        .getAsString())
                .isEqualTo("https://new.example.com/?a=\"b\"&c");
    }

    @Test
    void varyOfOthersStays() throws IOException {
        PlainResponse response = new PlainResponse();
        response.setHeader("Vary", "Origin");

        problem("why").send(PlainRequest.get("/"), response);

        assertThat(response.getHeader("Vary")).isEqualTo("Origin, Accept");
    }

    @Test
    void headHasNoBodyButItsLength() throws IOException {
        PlainResponse head = send(new PlainRequest("HEAD", "/"), "why");
        PlainResponse get = send(PlainRequest.get("/"), "why");

        assertThat(head.body()).isEmpty();
        assertThat(head.getHeader("Content-Length")).isEqualTo(get.getHeader("Content-Length"));
    }

    private static PlainResponse send(PlainRequest request, String detail) throws IOException {
        PlainResponse response = new PlainResponse();
        problem(detail).send(request, response);
        return response;
    }

    private static Problem problem(String detail) {
        return new Problem(503, "Not now", detail, "remedy", "wait");
    }
}
