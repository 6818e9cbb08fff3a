package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jettyferry.node.route.Site;
import org.jettyferry.testkit.web.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that requests are counted correctly on virtual threads. */
class VirtualThreadsInJettyTest {
    private static final int AT_ONCE = 64;

    private final Site site = new Site("migrationRedirectURL", "https://new.example.com").context("/shop", 1);
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore go = new Semaphore(0);
    private final QueuedThreadPool threads = new QueuedThreadPool();
    private final Server server = new Server(threads);
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        if (!VirtualThreads.areSupported()) {
            System.err.println("SKIPPED on virtual threads: this Java has none; 21 and later do");
        }
        assumeTrue(VirtualThreads.areSupported(), "this Java has no virtual threads; 21 and later do");
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        server.addConnector(connector);
        server.setHandler(FilteredWebapp.shop(site, new Shop()));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        go.release(AT_ONCE);
        server.stop();
    }

    @Test
    void requestsOfVirtualThreadsAreCounted() throws Exception {
        List<RawConnection> clients = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            RawConnection client = new RawConnection(connector.getLocalPort());
            clients.add(client.send("GET /shop/held HTTP/1.1", "Host: old", "", ""));
        }
        arrived.acquire(AT_ONCE);
        assertThat(site.routing().inFlight()).isEqualTo(AT_ONCE);
        assertThat(site.routing().passed()).isEqualTo(AT_ONCE);
        assertThat(site.routing().draining()).isEmpty();
        site.schema(1, "new", true);
        assertThat(site.routing().draining()).containsEntry("/shop", (long) AT_ONCE);

        go.release(AT_ONCE);
        for (RawConnection client : clients) {
            assertThat(client.head()).contains("virtual: true");
        }
        eventually("the end", () -> site.routing().inFlight() == 0);
        assertThat(site.routing().draining()).isEmpty();

        site.schema(1, "old", true);
        for (RawConnection client : clients) {
            client.send("GET /shop/ HTTP/1.1", "Host: old", "", "");
            assertThat(client.head()).startsWith("http/1.1 200");
            client.close();
        }
        eventually("the end", () -> site.routing().inFlight() == 0);
        assertThat(site.routing().passed()).isEqualTo(2 * AT_ONCE);
        assertThat(site.routing().unknown()).isZero();
    }

    /** Waits, depending on the path, and answers the kind of its thread. */
    private final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("Virtual", String.valueOf(VirtualThreads.isVirtualThread()));
            if (request.getServletPath().equals("/held")) {
                arrived.release();
                go.acquireUninterruptibly();
            }
        }
    }
}
