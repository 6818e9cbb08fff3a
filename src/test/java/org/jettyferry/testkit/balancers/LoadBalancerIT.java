package org.jettyferry.testkit.balancers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.jettyferry.testkit.Await.eventually;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jettyferry.testkit.servers.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every balancer that is here does what the tests of a rolling move count on. */
class LoadBalancerIT {
    private static final String HEALTH = "/shop/ferry/ready";

    private final Map<String, HttpServer> nodes = new TreeMap<>();

    @AfterEach
    void stop() {
        nodes.values().forEach(node -> node.stop(0));
    }

    @ParameterizedTest
    @MethodSource("org.jettyferry.testkit.balancers.Balancing#here")
    void strangersGoToAllNodesAndSessionsStayOnTheirs(Balancing balancing) throws Exception {
        try (LoadBalancer balancer = balancing.before(Map.of("one", node("one"), "two", node("two")))) {
            TreeSet<String> seen = new TreeSet<>();
            for (int i = 0; i < 20; i++) {
                seen.add(ask(balancer, "a=b"));
                assertThat(ask(balancer, "JSESSIONID=node0abc.two")).startsWith("two ");
                assertThat(ask(balancer, "a=b; JSESSIONID=node0abc.one")).startsWith("one ");
            }
            String port = Integer.toString(balancer.uri().getPort());
            assertThat(seen).containsExactly("one /a?b=%2F 127.0.0.1:" + port, "two /a?b=%2F 127.0.0.1:" + port);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void bothBalancersOfAnExampleStart(Balancing balancing) throws Exception {
        int second = Ports.free();
        Map<String, URI> newNodes = new TreeMap<>(Map.of("n1", node("n1"), "n2", node("n2"), "n3", node("n3")));
        try (LoadBalancer balancer = balancing.both(Map.of("o1", node("o1")), newNodes, second)) {
            assertThat(ask(balancer.uri(), "JSESSIONID=node0abc.n2")).startsWith("o1 ");
            assertThat(ask(URI.create("http://127.0.0.1:" + second + "/"), "JSESSIONID=node0abc.n3"))
                    .startsWith("n3 ");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSessionsOfADeadNodeGoToAnother(Balancing balancing) throws Exception {
        try (LoadBalancer balancer = balancing.before(Map.of("one", node("one"), "two", node("two")))) {
            assertThat(ask(balancer, "JSESSIONID=node0abc.two")).startsWith("two ");
            nodes.get("two").stop(0);
            for (int i = 0; i < 5; i++) {
                assertThat(ask(balancer, "JSESSIONID=node0abc.two")).startsWith("one ");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theStatusPagesAreNotForOutside(Balancing balancing) throws Exception {
        try (LoadBalancer balancer = balancing.before(Map.of("one", node("one")))) {
            for (String page : List.of("status", "metrics", "contexts/acme", "ready")) {
                assertThat(ask(balancer.uri().resolve("/shop/ferry/" + page), "a=b"))
                        .doesNotContain("one ");
            }
            assertThat(ask(balancer.uri().resolve("/shop/ferryman"), "a=b")).startsWith("one ");
        }
    }

    @Test
    void aNodeThatIsNotReadyGetsNoRequests() throws Exception {
        assumeThat(Balancing.here()).contains(Balancing.HAPROXY);
        AtomicInteger health = new AtomicInteger(200);
        Map<String, URI> both = Map.of("one", node("one"), "two", node("two"));
        nodes.get("one").createContext(HEALTH, exchange -> answer(exchange, 200, "ready"));
        nodes.get("two").createContext(HEALTH, exchange -> answer(exchange, health.get(), "a node"));
        try (LoadBalancer balancer = Balancing.HAPROXY.before(both, HEALTH)) {
            String session = "JSESSIONID=node0abc.two";
            assertThat(ask(balancer, session)).startsWith("two ");

            health.set(503);
            eventually("the other node", () -> ask(balancer, session).startsWith("one "));
            assertThat(ask(balancer, "a=b")).startsWith("one ");

            health.set(200);
            eventually("its own node again", () -> ask(balancer, session).startsWith("two "));
        }
    }

    private static List<Balancing> examples() {
        List<Balancing> real = new ArrayList<>(Balancing.here());
        real.remove(Balancing.SMALL);
        assumeThat(real).as("HAProxy or nginx on this machine").isNotEmpty();
        return real;
    }

    private URI node(String name) throws IOException {
        HttpServer node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext(
                "/",
                exchange -> answer(
                        exchange,
                        200,
                        name + " " + exchange.getRequestURI() + " "
                                + exchange.getRequestHeaders().getFirst("Host")));
        node.start();
        nodes.put(name, node);
        return URI.create("http://127.0.0.1:" + node.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String ask(LoadBalancer balancer, String cookie) throws IOException, InterruptedException {
        return ask(balancer.uri().resolve("/a?b=%2F"), cookie);
    }

    /** A connection of its own for each. */
    private static String ask(URI address, String cookie) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request =
                HttpRequest.newBuilder(address).header("Cookie", cookie).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
