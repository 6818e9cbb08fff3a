package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/**
 * Settings that come as a volume of Kubernetes do, under traffic: the file is a link into {@code ..data}, which is
 * itself a link and is swapped as a whole.
 */
class HotReloadIT {
    private static final String TO = "migrationRedirectURL=https://";

    @TempDir
    Path folder;

    private int swaps;

    @ServerTest(POSTGRESQL)
    void aSwappedConfigMapIsObeyedAndLosesNoRequest(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.contexts(1, "stays");
        registry.contexts(2, "moved");
        try (EmbeddedNode node = new EmbeddedNode(folder, EmbeddedNode.registry(database), "contextResolver=path")
                .webapp("/shop", new Shop())) {
            String basic = Files.readString(node.settings());
            Files.delete(node.settings());
            swap(basic);
            Files.createSymbolicLink(node.settings(), Path.of("..data/server.properties"));
            node.start();
            eventually("the registry", () -> node.get("/shop/moved/").statusCode() == 421);
            try (Visitors visitors = new Visitors(node)) {
                for (String host : List.of("one.example", "two.example")) {
                    swap(basic + TO + host + "\n");
                    eventually(host, () -> isSentTo(node, host));
                }
                swap(basic + TO + "user@two.example\nserverName=Old\nretryAfter=soon\n");
                eventually("what is wrong", () -> tells(node, "retryAfter = soon") && tells(node, "serverName is Old"));
                assertThat(tells(node, "migrationRedirectURL is not usable")).isTrue();
                assertThat(isSentTo(node, "two.example")).isTrue();
                swap("\0 is no text\n");
                eventually("nonsense", () -> tells(node, "it is not text"));
                assertThat(isSentTo(node, "two.example")).isTrue();
                swap(basic);
                eventually("no URL", () -> node.get("/shop/moved/").statusCode() == 421);
                assertThat(visitors.stay()).containsOnly(200);
                assertThat(visitors.move()).containsOnly(302, 421);
            }
        }
    }

    /** What the kubelet does: a new folder, a new link beside the old one, and one rename. */
    private void swap(String content) throws Exception {
        Path data = folder.resolve("..data");
        Path before = Files.exists(data) ? data.toRealPath() : null;
        Path next = Files.createDirectory(folder.resolve(".." + swaps++));
        Files.writeString(next.resolve("server.properties"), content);
        Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
        if (before != null) {
            Files.delete(before.resolve("server.properties"));
            Files.delete(before);
        }
    }

    private static boolean isSentTo(EmbeddedNode node, String host) throws Exception {
        HttpResponse<String> response = node.get("/shop/moved/");
        return response.statusCode() == 302
                && response.headers().firstValue("Location").orElse("").startsWith("https://" + host + "/");
    }

    private static boolean tells(EmbeddedNode node, String problem) throws Exception {
        return node.get("/shop/ferry/status?format=json").body().contains(problem);
    }

    /** Two clients that send requests all the time, one for a context that stays and one for a moved one. */
    private static final class Visitors implements AutoCloseable {
        private final Set<Integer> stay = ConcurrentHashMap.newKeySet();
        private final Set<Integer> move = ConcurrentHashMap.newKeySet();
        private final AtomicLong answers = new AtomicLong();
        private final AtomicBoolean gone = new AtomicBoolean();
        private final ExecutorService threads = Executors.newFixedThreadPool(2);
        private final List<Future<?>> both = new ArrayList<>();

        Visitors(EmbeddedNode node) throws Exception {
            both.add(threads.submit(() -> ask(node, "/shop/stays/", stay)));
            both.add(threads.submit(() -> ask(node, "/shop/moved/", move)));
            eventually("visitors", () -> answers.get() > 100);
        }

        private Void ask(EmbeddedNode node, String path, Set<Integer> statuses) throws Exception {
            while (!gone.get()) {
                statuses.add(node.get(path).statusCode());
                answers.incrementAndGet();
            }
            return null;
        }

        Set<Integer> stay() {
            return stay;
        }

        Set<Integer> move() {
            return move;
        }

        @Override
        public void close() throws Exception {
            gone.set(true);
            for (Future<?> one : both) {
                one.get(); // throws what a lost request has thrown
            }
            threads.shutdown();
        }
    }

    /** Serves the requests that are let through. */
    private static final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(200);
        }
    }
}
