package org.jettyferry.testkit.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import org.jettyferry.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The traffic sees what it is there to see: it must not overlook a disturbance. */
class TrafficTest {
    private final ConcurrentMap<String, Integer> carts = new ConcurrentHashMap<>();
    private volatile String fault = "";
    private HttpServer shop;

    @BeforeEach
    void open() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.setExecutor(Executors.newCachedThreadPool());
        shop.createContext("/", this::answer);
        shop.start();
    }

    @AfterEach
    void close() {
        shop.stop(0);
    }

    @Test
    void nobodyIsDisturbedInAShopThatWorks() throws Exception {
        Answers answers = trafficWith("");

        assertThat(answers.bad()).isEmpty();
        assertThat(answers.disturbed("acme")).isEmpty();
        assertThat(answers.all()).extracting(Answer::session).contains(Answer.Session.KEPT);
    }

    @Test
    void anErrorIsSeen() throws Exception {
        assertThat(trafficWith("500").bad()).isNotEmpty();
    }

    @Test
    void aConnectionThatEndsIsSeen() throws Exception {
        assertThat(trafficWith("closed").bad()).extracting(Answer::status).contains(0);
    }

    @Test
    void aLostSessionIsSeen() throws Exception {
        assertThat(trafficWith("lost").bad()).extracting(Answer::session).contains(Answer.Session.LOST);
    }

    @Test
    void anEmptiedCartIsSeen() throws Exception {
        assertThat(trafficWith("emptied").bad()).extracting(Answer::session).contains(Answer.Session.LOST);
    }

    @Test
    void aRedirectToAnotherOriginDisturbs() throws Exception {
        assertThat(trafficWith("moved").disturbed("acme")).isNotEmpty();
    }

    private Answers trafficWith(String later) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + shop.getAddress().getPort() + "/");
        try (Traffic traffic = Traffic.to(uri, List.of("acme"))) {
            await(traffic.answers(), 30);
            assertThat(traffic.answers().disturbed("acme")).isEmpty();
            fault = later;
            await(traffic.answers(), 30);
            return traffic.answers();
        }
    }

    private static void await(Answers answers, int more) throws Exception {
        int enough = answers.all().size() + more;
        Await.eventually(more + " answers", () -> answers.all().size() >= enough);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        exchange.getResponseHeaders().set("Shop-Server", "only");
        if ("closed".equals(fault)) {
            exchange.close();
        } else if ("500".equals(fault)) {
            exchange.sendResponseHeaders(500, -1);
        } else if ("moved".equals(fault)) {
            redirect(exchange, "http://localhost:" + shop.getAddress().getPort() + exchange.getRequestURI());
        } else if (body.startsWith("user=")) {
            String user = body.substring(5).replace('+', ' ');
            carts.put(user, 0);
            exchange.getResponseHeaders().set("Set-Cookie", "user=" + user.replace(' ', '_') + "; Path=/");
            redirect(exchange, "/acme/");
        } else if (body.startsWith("item=")) {
            carts.merge(cookie.substring(5).replace('_', ' '), 1, Integer::sum);
            redirect(exchange, "/acme/");
        } else {
            page(exchange, cookie == null ? "" : cookie.substring(5).replace('_', ' '));
        }
        exchange.close();
    }

    private void page(HttpExchange exchange, String user) throws IOException {
        int ropes = "emptied".equals(fault) ? 0 : carts.getOrDefault(user, 0);
        String page = "lost".equals(fault) ? "Nobody is logged in" : user + " {\"Rope\":" + ropes + "}";
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }
}
