package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.registry.RegistryTables;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.junit.jupiter.api.io.TempDir;

/** Checks a node whose sessions are in memory alone: to let go of them would be to lose them. */
class SessionsInMemoryIT {
    @TempDir
    Path folder;

    @ServerTest(POSTGRESQL)
    void theyAreNamedAndKept(TestDatabase database) throws Exception {
        RegistryTables registry = new RegistryTables(database);
        registry.servers("old");
        registry.schema(1, "s1", 1);
        registry.contexts(1, "/shop");
        try (EmbeddedNode node = new EmbeddedNode(folder, EmbeddedNode.registry(database))
                .webapp("/shop", new Counting())
                .sessions("/shop")
                .start()) {
            Browser browser = new Browser();
            eventually("the first visit", () -> visit(browser, node).body().equals("1"));
            registry.enable(1, false);
            eventually(
                    "the answer",
                    () -> registry.rows("select concat(sessions_written, '/', sessions_released, '/', problem)"
                                    + " from ferry_node_release")
                            .equals(List.of("0/0//shop: 1 session not in a session table alone but in"
                                    + " NullSessionDataStore: kept there")));
            assertThat(visit(browser, node).statusCode()).isEqualTo(503);
            registry.enable(1, true);
            eventually("it is open", () -> visit(browser, node).statusCode() == 200);
            assertThat(visit(browser, node).body()).isEqualTo("3");
            assertThat(registry.rows("select problem from ferry_node_release")).isEmpty();
        }
    }

    private static HttpResponse<String> visit(Browser browser, EmbeddedNode node) {
        return browser.view(node.request("/shop/").uri());
    }

    /** Counts the visits of a session. */
    private static final class Counting extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Object before = request.getSession().getAttribute("visits");
            int visits = before == null ? 1 : (Integer) before + 1;
            request.getSession().setAttribute("visits", visits);
            response.getWriter().print(visits);
        }
    }
}
