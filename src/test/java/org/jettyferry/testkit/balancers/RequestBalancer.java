package org.jettyferry.testkit.balancers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.testkit.Await;

/**
 * Balances requests, and its nodes can be taken out and put in while it runs, as an operator does it: a node that is taken
 * out gets no further request, and those that it has are waited for. A user stays on one node, by a cookie of the
 * balancer's own, until that is taken out.
 */
public final class RequestBalancer implements AutoCloseable {
    private static final Pattern STICK = Pattern.compile("STICK=(\\w+)");

    /** Jetty saves a session once more after it has answered; the user's next request must not come to another node before. */
    private static final long LAST_SAVE_MILLIS = 300;

    /** The client sets these by itself. */
    private static final Set<String> OWN = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final Map<String, URI> nodes = new ConcurrentSkipListMap<>();
    /** Also those that were taken out: a request may be on its way to one. */
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final HttpServer server;

    /** Listens, with no node so far. */
    public RequestBalancer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "balancer");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Returns the address that users know, with a slash at the end. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Puts a node in, by its worker name. */
    public void put(String worker, URI node) {
        inFlight.computeIfAbsent(worker, any -> new AtomicInteger());
        addresses.put(worker, node);
        nodes.put(worker, node);
    }

    /** Takes a node out, and waits for the requests that it has. */
    public void takeOut(String worker) throws Exception {
        leaving.add(worker);
        Await.eventually(worker + " has no request", () -> inFlight.get(worker).get() == 0);
        Thread.sleep(LAST_SAVE_MILLIS);
        nodes.remove(worker);
        leaving.remove(worker);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String worker;
        try {
            worker = chosen(exchange.getRequestHeaders().getFirst("Cookie"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        AtomicInteger requests = inFlight.get(worker);
        try (exchange) {
            HttpResponse<byte[]> response =
                    client.send(request(exchange, worker), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!name.startsWith(":")
                        && !List.of("transfer-encoding", "content-length", "connection")
                                .contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, new ArrayList<>(values));
                }
            });
            // A node sees its own address only, since the client of Java sets the header Host by itself.
            exchange.getResponseHeaders()
                    .computeIfPresent(
                            "Location",
                            (name, locations) -> List.of(locations
                                    .get(0)
                                    .replace(addresses.get(worker).toString(), uri().toString())));
            exchange.getResponseHeaders().add("Set-Cookie", "STICK=" + worker + "; Path=/");
            byte[] body = response.body();
            exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            requests.decrementAndGet();
        }
    }

    /** Chooses a node and counts the request, in this order: a node that is taken out meanwhile is chosen anew. */
    private String chosen(String cookies) throws InterruptedException {
        Matcher cookie = STICK.matcher(cookies == null ? "" : cookies);
        String last = cookie.find() ? cookie.group(1) : "";
        while (true) {
            List<String> workers = nodes.keySet().stream()
                    .filter(one -> !leaving.contains(one))
                    .toList();
            String worker = nodes.containsKey(last) || workers.isEmpty()
                    ? last
                    : workers.get(Math.floorMod(turn.getAndIncrement(), workers.size()));
            AtomicInteger requests = inFlight.computeIfAbsent(worker, any -> new AtomicInteger());
            requests.incrementAndGet();
            if (nodes.containsKey(worker) && !leaving.contains(worker)) {
                return worker;
            }
            requests.decrementAndGet();
            Thread.sleep(10);
        }
    }

    private HttpRequest request(HttpExchange exchange, String worker) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(addresses.get(worker).toString().replaceFirst("/$", "") + exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }
}
