package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jettyferry.node.status.NodeMXBean;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** Checks a node with many more contexts than it may cache: it evicts some, and no decision is wrong. */
class MaxContextsIT {
    private static final int MOST = 10;
    private static final int EACH = 30;
    private static final int THREADS = 6;

    @TempDir
    Path folder;

    @ServerTest(POSTGRESQL)
    void everyAnswerIsRightAndMemoryIsBounded(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old", "new");
        registry.schema(1, "s1", 1);
        registry.schema(2, "s2", 2);
        registry.contexts(1, names("a"));
        registry.contexts(2, names("b"));
        try (EmbeddedNode node = new EmbeddedNode(
                        folder,
                        EmbeddedNode.registry(database),
                        "maxContexts=" + MOST,
                        "contextResolver=path",
                        "unknownContext=disabled", // otherwise a pass and a wrong answer look the same
                        "migrationRedirectURL=https://new.example.com")
                .webapp("/shop", new Shop())
                .start()) {
            NodeMXBean status = status();
            ask(node, status, 200, 302);

            registry.move(1, 2);
            registry.move(2, 1);
            eventually("the moves", () -> status.getViewVersion() == registry.version());
            ask(node, status, 302, 200);
            assertThat(status.getLookedUpNames()).as("was forgotten").isGreaterThan(4 * EACH);
        }
    }

    /** Requests each in turn, then several at once, so that the look-up of one evicts the context of another. */
    private static void ask(EmbeddedNode node, NodeMXBean status, int a, int b) throws Exception {
        askAll(node, status, a, b);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    askAll(node, status, a, b);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void askAll(EmbeddedNode node, NodeMXBean status, int a, int b) throws Exception {
        for (int i = 0; i < EACH; i++) {
            assertAnswer(node, status, "a" + i, a);
            assertAnswer(node, status, "b" + i, b);
            assertAnswer(node, status, "nobody" + i, 200);
        }
    }

    private static void assertAnswer(EmbeddedNode node, NodeMXBean status, String context, int code) throws Exception {
        int[] answer = {503};
        eventually("the look-up of " + context, () -> {
            answer[0] = node.get("/shop/" + context).statusCode();
            return answer[0] != 503;
        });
        assertThat(answer[0]).as(context).isEqualTo(code);
        assertThat(status.getContexts()).isLessThanOrEqualTo(MOST);
    }

    private static String[] names(String prefix) {
        return IntStream.range(0, EACH).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    private static NodeMXBean status() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = beans.queryNames(new ObjectName("org.jettyferry:type=Node,*"), null)
                .iterator()
                .next();
        return JMX.newMXBeanProxy(beans, bean, NodeMXBean.class);
    }

    /** Serves every request. */
    private static final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(200);
        }
    }
}
