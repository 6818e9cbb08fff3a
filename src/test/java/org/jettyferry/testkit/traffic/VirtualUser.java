package org.jettyferry.testkit.traffic;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One user of one context, with cookies, who puts things into the cart and sees whether they stay there. A browser follows
 * a redirect and stays where it came to; a program begins every time with the address that it was given.
 */
final class VirtualUser implements Runnable {
    /** The kind of client. */
    enum Client {
        BROWSER,
        PROGRAM
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_HOPS = 4;
    private static final String LARGE = "x".repeat(100_000);
    private static final Pattern ROPES = Pattern.compile("(?:Rope\":|>Rope</td><td>[^<]*</td><td>)(\\d+)");

    private final String name;
    private final String context;
    private final Client client;
    private final URI given;
    private final Duration pause;
    private final Consumer<Answer> record;
    private final boolean oneStore;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    /** The expected number of ropes in the cart, by the server that keeps the session. */
    private final Map<String, Integer> ropes = new HashMap<>();

    private volatile boolean running = true;
    private URI home;
    private int turn;

    /** @param oneStore whether the session is to be the same on each server */
    VirtualUser(
            String name,
            String context,
            Client client,
            URI balancer,
            Duration pause,
            Consumer<Answer> record,
            boolean oneStore) {
        this.oneStore = oneStore;
        this.name = name;
        this.context = context;
        this.client = client;
        this.given = balancer.resolve("/" + context + "/");
        this.home = given;
        this.pause = pause;
        this.record = record;
    }

    void stop() {
        running = false;
    }

    @Override
    public void run() {
        try {
            while (running) {
                visit();
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks, and then does something or other. */
    private void visit() throws InterruptedException {
        Answer page = follow("GET", "?turn=" + turn + "&b=%2F", "");
        if (page.status() != 200) {
            return;
        }
        if (page.session() == Answer.Session.NEW_SERVER) {
            follow("POST", "login", "user=" + encoded(name));
            return;
        }
        turn++;
        if (turn % 2 == 0) {
            follow("POST", "add", "item=Rope" + (turn % 8 == 0 ? "&note=" + LARGE : ""));
        }
    }

    /** Sends a request and follows redirects. */
    private Answer follow(String method, String path, String form) throws InterruptedException {
        Answer answer = send(method, home.resolve(path), form);
        for (int hop = 0; hop < MOST_HOPS && answer.location().isPresent(); hop++) {
            URI to = answer.location().get();
            boolean again = answer.status() == 307;
            answer = send(again ? answer.method() : "GET", to, again ? form : "");
            if (client == Client.BROWSER && answer.status() == 200) {
                home = URI.create(to.getScheme() + "://" + to.getAuthority() + given.getPath());
            }
        }
        return answer;
    }

    private Answer send(String method, URI uri, String form) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        request.header("Accept", client == Client.BROWSER ? "text/html" : "application/json");
        if ("POST".equals(method)) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        }
        long began = System.nanoTime();
        Answer answer;
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer = judged(method, form, response, began);
        } catch (IOException e) {
            HttpHeaders none = HttpHeaders.of(Map.of(), (key, value) -> true);
            answer = new Answer(
                    name,
                    context,
                    method,
                    uri,
                    began,
                    System.nanoTime(),
                    0,
                    none,
                    e.toString(),
                    Answer.Session.NOT_SHOWN);
        }
        record.accept(answer);
        return answer;
    }

    private Answer judged(String method, String form, HttpResponse<String> response, long began) {
        String server = response.headers().firstValue("Shop-Server").orElse("");
        String store = oneStore ? "" : server;
        boolean page = response.statusCode() == 200 && "GET".equals(method);
        boolean done = "POST".equals(method) && response.statusCode() == 302 && !server.isEmpty();
        if (done && form.startsWith("user=")) {
            ropes.put(store, 0);
        } else if (done) {
            ropes.computeIfPresent(store, (key, ropes) -> ropes + 1); // nobody is logged in where the key is missing
        }
        Answer.Session session = page ? session(store, response.body()) : Answer.Session.NOT_SHOWN;
        boolean plain = session == Answer.Session.KEPT || session == Answer.Session.NEW_SERVER || done;
        return new Answer(
                name,
                context,
                method,
                response.uri(),
                began,
                System.nanoTime(),
                response.statusCode(),
                response.headers(),
                plain ? "" : response.body(),
                session);
    }

    private Answer.Session session(String store, String page) {
        if (!ropes.containsKey(store)) {
            return Answer.Session.NEW_SERVER;
        }
        Matcher line = ROPES.matcher(page);
        int seen = Optional.of(line)
                .filter(Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)))
                .orElse(0);
        return page.contains(name) && seen == ropes.get(store) ? Answer.Session.KEPT : Answer.Session.LOST;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
