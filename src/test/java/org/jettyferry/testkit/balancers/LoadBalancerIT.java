package org.jettyferry.testkit.balancers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every balancer that is here does what the tests of a rolling move count on. */
class LoadBalancerIT {
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

    private URI node(String name) throws IOException {
        HttpServer node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            byte[] answer = (name + " " + exchange.getRequestURI() + " "
                            + exchange.getRequestHeaders().getFirst("Host"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        node.start();
        nodes.put(name, node);
        return URI.create("http://127.0.0.1:" + node.getAddress().getPort());
    }

    /** A connection of its own for each. */
    private static String ask(LoadBalancer balancer, String cookie) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(balancer.uri().resolve("/a?b=%2F"))
                .header("Cookie", cookie)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
