package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.Await.eventually;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jettyferry.node.route.Site;
import org.jettyferry.testkit.web.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that an asynchronous request is in flight until the container has completed it, in every way it can end. */
class InFlightInJettyTest {
    private final Site site = new Site("migrationRedirectURL", "https://new.example.com").context("/shop", 1);
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore go = new Semaphore(0);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private volatile AsyncContext waiting;

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler webapp = FilteredWebapp.shop(site, new Shop());
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(500, "/held");
        webapp.setErrorHandler(errors);
        server.addConnector(connector);
        server.setHandler(webapp);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        go.release(100);
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/times-out",
                "/times-out-and-is-dispatched",
                "/times-out-the-second-time",
                "/throws",
                "/is-dispatched",
                "/is-dispatched-at-once"
            })
    void untilItsLastDispatchIsOver(String way) throws Exception {
        try (RawConnection client = new RawConnection(connector.getLocalPort())) {
            client.send("GET /shop" + way + " HTTP/1.1", "Host: old", "", "");
            arrived.acquire();
            assertThat(site.routing().inFlight()).isEqualTo(1);
            site.schema(1, "new", true);
            assertThat(site.routing().draining()).containsEntry("/shop", 1L).hasSize(1);

            go.release();
            assertThat(client.head()).startsWith("http/1.1 ").doesNotContain("location:");
            eventually("the end", () -> site.routing().inFlight() == 0);
            assertThat(site.routing().draining()).isEmpty();
            assertThat(site.routing().passed()).isEqualTo(1);
        }
    }

    @Test
    void alsoWhenTheClientHasGone() throws Exception {
        try (RawConnection client = new RawConnection(connector.getLocalPort())) {
            client.send("GET /shop/waits HTTP/1.1", "Host: old", "", "");
            arrived.acquire();
        }
        // it counts twice for a moment, when its thread leaves it
        eventually("its thread has left", () -> site.routing().inFlight() <= 1);
        assertThat(site.routing().inFlight())
                .as("a drain waits for the work of the web application, not for the client")
                .isEqualTo(1);
        waiting.complete();
        eventually("the end", () -> site.routing().inFlight() == 0);
    }

    /** Goes asynchronous, depending on the path, and then waits for the test. */
    private final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            String path = request.getServletPath();
            if (path.equals("/held")) {
                arrived.release();
                go.acquireUninterruptibly();
                return;
            }
            AsyncContext async = request.startAsync();
            async.setTimeout(path.startsWith("/times-out") ? 50 : 0);
            switch (path) {
                case "/times-out-and-is-dispatched" -> async.addListener(new Dispatch(async));
                case "/times-out-the-second-time" -> {
                    if (request.getDispatcherType() == DispatcherType.REQUEST) {
                        async.dispatch();
                    }
                }
                case "/throws" -> throw new IllegalStateException("as the request asks");
                case "/is-dispatched" -> async.start(() -> async.dispatch("/held"));
                case "/is-dispatched-at-once" -> async.dispatch("/held");
                case "/waits" -> {
                    waiting = async;
                    arrived.release();
                }
                default -> {}
            }
        }
    }

    private record Dispatch(AsyncContext async) implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            async.dispatch("/held");
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
