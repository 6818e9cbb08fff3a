package org.jettyferry.node.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jettyferry.testkit.Await.eventually;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.jettyferry.node.park.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks what is asked at the door of a real server, for whom, and that it harms no request. */
class DoorInJettyTest {
    private final Server server = new Server();
    private final HttpConfiguration http = new HttpConfiguration();
    private final ServerConnector connector =
            new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    private final ContextHandlerCollection webapps = new ContextHandlerCollection();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Waiting> parked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger gone = new AtomicInteger();
    private volatile boolean waits = true;
    private volatile Consumer<HttpServletRequest> look = early -> {};

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void theRequestIsKnownAsFarAsTheServerKnowsIt() throws Exception {
        start(webapp("/"), webapp("/shop"));
        look = early -> {
            asked.add(early.getMethod() + " " + early.getRequestURI() + " " + early.getQueryString());
            asked.add(early.getContextPath() + " " + early.getServletPath() + " " + early.getPathInfo());
            asked.add(early.getServerName() + " " + early.getServerPort());
            asked.add(early.getHeader("x-tenant") + " " + early.getHeader("none"));
            asked.add(early.getCookies()[0].getName() + " " + early.getCookies()[0].getValue());
            assertThatThrownBy(() -> early.getSession(false)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(early::getRemoteUser).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(early::getParameterMap).isInstanceOf(UnsupportedOperationException.class);
        };
        HttpRequest.Builder request = request("/shop/%61cme/x?y=%20").header("Cookie", "tenant=acme");
        assertThat(goesOn(send(request.header("X-Tenant", "globex")))).isEqualTo("/shop true");
        assertThat(asked)
                .containsExactly(
                        "GET /shop/%61cme/x y=%20",
                        "/shop /acme/x null", "127.0.0.1 " + connector.getLocalPort(), "globex null", "tenant acme");
    }

    @Test
    void theLongestPathOfAllWebApplicationsCounts() throws Exception {
        ServletContextHandler hosted = webapp("/hosted");
        hosted.setVirtualHosts(List.of("other.example.com"));
        start(webapp("/"), webapp("/shop"), webapp("/shop/two"), hosted, new ContextHandler("/core"));
        look = early -> asked.add(early.getContextPath() + "|" + early.getServletPath());
        for (String path : List.of("/shop/twofold", "/shop/two/x", "/shop", "/shopping")) {
            goesOn(send(request(path)));
        }
        assertThat(asked).containsExactly("/shop|/twofold", "/shop/two|/x", "/shop|", "|/shopping");
        // it depends on more than the path where these go, so the filter decides: here they go to the root
        assertThat(send(request("/hosted/x")).get().body()).isEqualTo(" null");
        assertThat(send(request("/core/x")).get().body()).isEqualTo(" null");
        assertThat(asked).hasSize(4);
    }

    @Test
    void whatFailsThereHarmsNoRequest() throws Exception {
        start(webapp("/shop"));
        look = early -> {
            throw new StackOverflowError("as the test likes");
        };
        assertThat(send(request("/shop/x")).get().body()).isEqualTo("/shop null");
        assertThat(send(request("/nowhere")).get().statusCode()).isEqualTo(404);
    }

    /** Over HTTP/2 Jetty notices; the connection goes on. */
    @Test
    void aClientThatGoesAwayIsForgotten() throws Exception {
        start(webapp("/shop"));
        goesOn(send(request("/shop/x")));
        CompletableFuture<HttpResponse<String>> answer = send(request("/shop/x"));
        eventually("it waits", () -> !parked.isEmpty());
        answer.cancel(true);
        eventually("it is gone", () -> gone.get() == 1);
        parked.remove().resume();
        assertThat(goesOn(send(request("/shop/x")))).isEqualTo("/shop true");
        assertThat(gone.get()).isEqualTo(1);
    }

    @Test
    void whoMustNotWaitIsNotLookedAt() throws Exception {
        start(webapp("/shop"));
        waits = false;
        look = early -> asked.add("looked at");
        assertThat(send(request("/shop/x")).get().body()).isEqualTo("/shop null");
        assertThat(asked).isEmpty();
    }

    /** A server that is asked for its handlers finds them, and other handlers can be put around ours. */
    @Test
    void theServerStaysAsItWas() throws Exception {
        JettyServer.of(server).park(keeper());
        server.insertHandler(new GzipHandler());
        ServletContextHandler webapp = webapp("/shop");
        webapps.addHandler(webapp);
        startServer();
        assertThat(server.getDescendants(ServletContextHandler.class)).containsExactly(webapp);
        assertThat(webapp.isStarted()).isTrue();
        assertThat(webapp.getServer()).isSameAs(server);
        assertThat(server.dump()).contains("ContextHandlerCollection");
        assertThat(goesOn(send(request("/shop/x")))).isEqualTo("/shop true");
        server.stop();
        assertThat(webapp.isStopped()).isTrue();
    }

    private void start(ContextHandler... contexts) throws Exception {
        List.of(contexts).forEach(webapps::addHandler);
        JettyServer.of(server).park(keeper());
        startServer();
    }

    private void startServer() throws Exception {
        server.addConnector(connector);
        server.start();
    }

    private Doorkeeper keeper() {
        server.setHandler(webapps);
        return new Doorkeeper() {
            @Override
            public boolean anyWaits() {
                return waits;
            }

            @Override
            public boolean park(Object webapp, HttpServletRequest early, Waiting request) {
                look.accept(early);
                request.suspend(1000, gone::incrementAndGet);
                parked.add(request);
                return true;
            }
        };
    }

    private static ServletContextHandler webapp(String path) {
        ServletContextHandler webapp = new ServletContextHandler(path);
        webapp.addServlet(new ServletHolder(new Page()), "/*");
        return webapp;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Lets a request go on when it waits, and returns what the web application says of it. */
    private String goesOn(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        eventually("it waits", () -> !parked.isEmpty());
        assertThat(answer).isNotDone();
        parked.remove().resume();
        return answer.get().body();
    }

    /** Tells where it is, and whether the request has waited. */
    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getContextPath() + " " + request.getAttribute(Waiting.ATTRIBUTE));
        }
    }
}
