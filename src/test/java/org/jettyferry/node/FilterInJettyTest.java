package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jettyferry.node.route.Site;
import org.jettyferry.testkit.web.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks the filter in a real Jetty with raw requests. */
class FilterInJettyTest {
    private final Site site = new Site("migrationRedirectURL", "https://new.example.com");
    private final BlockingQueue<AsyncContext> waiting = new LinkedBlockingQueue<>();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        ServletContextHandler webapp = FilteredWebapp.shop(site, new Shop(), EnumSet.allOf(DispatcherType.class));
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(599, "/sorry");
        webapp.setErrorHandler(errors);
        server.addConnector(connector);
        server.setHandler(webapp);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(connector.getLocalPort());
    }

    private void moved() {
        site.context("/shop", 2);
    }

    @Test
    void aConnectionGoesOnAfterRedirectsWithoutBody() throws IOException {
        moved();
        try (RawConnection client = connect()) {
            String head = client.send("HEAD /shop/a%C3%A9;v=1?x=%20y HTTP/1.1", "Host: old", "", "")
                    .head();
            assertThat(head)
                    .startsWith("http/1.1 302")
                    .contains("location: https://new.example.com/shop/a%c3%a9;v=1?x=%20y&");
            assertThat(head).contains("cache-control: no-store", "content-length: 0");
            head = client.send("POST /shop/ HTTP/1.1", "Host: old", "Content-Length: 3", "", "abc")
                    .head();
            assertThat(head).startsWith("http/1.1 307").doesNotContain("connection: close");
            assertThat(client.send("GET /shop/ HTTP/1.1", "Host: old", "", "").head())
                    .startsWith("http/1.1 302");
        }
    }

    /** Jetty 9.4 accepts such paths; Jetty 12 refuses them, unless it is configured to accept them. */
    @Test
    void anEmptySegmentLetsNobodySlipPast() throws IOException {
        site.set("contextResolver", "path").context("acme", 2);
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(UriCompliance.UNSAFE);
        ((ServletContextHandler) server.getHandler()).getServletHandler().setDecodeAmbiguousURIs(true);
        site.poll();
        try (RawConnection client = connect()) {
            for (String path : new String[] {"/acme/x", "//acme/x", "/;/acme/x", "/%2Facme/x", "///;a=b/./acme"}) {
                assertThat(client.send("GET /shop" + path + " HTTP/1.1", "Host: old", "", "")
                                .head())
                        .as(path)
                        .startsWith("http/1.1 302")
                        .contains("location: https://new.example.com/shop" + path.toLowerCase(Locale.ROOT) + "?");
            }
        }
    }

    @Test
    void aLargeBodyIsAnsweredBeforeItIsSent() throws IOException {
        moved();
        try (RawConnection client = connect()) {
            String head = client.send("POST /shop/ HTTP/1.1", "Host: old", "Content-Length: 100000000", "", "abc")
                    .head();
            assertThat(head).startsWith("http/1.1 307").contains("connection: close");
            assertThat(client.ended()).isTrue();
        }
    }

    /** A reset on account of bytes that nobody read would break the client's writing, or take the answer away. */
    @Test
    void whoSendsAllOfABodyBeforeReadingGetsTheAnswer() throws IOException {
        moved();
        String body = "x".repeat(6_000_000);
        try (RawConnection client = connect()) {
            String head = client.send("POST /shop/ HTTP/1.1", "Host: old", "Content-Length: 6000000", "", body)
                    .head();
            assertThat(head).startsWith("http/1.1 307");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aBodyOfUnknownLengthIsAnsweredBeforeItIsSent() throws IOException {
        moved();
        try (RawConnection client = connect()) {
            String head = client.send(
                            "PUT /shop/ HTTP/1.1", "Host: old", "Transfer-Encoding: chunked", "", "3", "abc", "")
                    .head();
            assertThat(head).startsWith("http/1.1 307").contains("connection: close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldNotTo() throws IOException {
        moved();
        try (RawConnection client = connect()) {
            String head = client.send(
                            "POST /shop/ HTTP/1.1", "Host: old", "Content-Length: 9", "Expect: 100-continue", "", "")
                    .head();
            assertThat(head).startsWith("http/1.1 307").contains("connection: close");
        }
    }

    @Test
    void whoAsksBeforeSendingABodyToAContextThatLivesHereIsToldTo() throws IOException {
        site.context("/shop", 1);
        try (RawConnection client = connect()) {
            client.send("POST /shop/read HTTP/1.1", "Host: old", "Content-Length: 3", "Expect: 100-continue", "", "");
            assertThat(client.head()).startsWith("http/1.1 100");
            assertThat(client.send("abc").head()).startsWith("http/1.1 200");
        }
    }

    @Test
    void aRefusalHasABodyAndHeadHasNone() throws IOException {
        site.context("/shop", 1).schema(1, "old", false);
        try (RawConnection client = connect()) {
            String head =
                    client.send("HEAD /shop/ HTTP/1.1", "Host: old", "", "").head();
            assertThat(head).startsWith("http/1.1 503").contains("retry-after: 60", "application/problem+json");
            head = client.send("GET /shop/ HTTP/1.1", "Host: old", "Accept: text/html", "", "")
                    .head();
            assertThat(head).startsWith("http/1.1 503").contains("text/html;charset=utf-8");
            assertThat(client.body(15)).isEqualTo("<!DOCTYPE html>");
        }
    }

    @Test
    void aPreflightIsAnsweredByTheWebApplication() throws IOException {
        moved();
        try (RawConnection client = connect()) {
            String head = client.send(
                            "OPTIONS /shop/ HTTP/1.1",
                            "Host: old",
                            "Origin: https://a.example",
                            "Access-Control-Request-Method: PUT",
                            "",
                            "")
                    .head();
            assertThat(head).startsWith("http/1.1 200").contains("shop: yes");
            assertThat(client.send("OPTIONS /shop/ HTTP/1.1", "Host: old", "", "")
                            .head())
                    .startsWith("http/1.1 307");
        }
    }

    @Test
    void aWebSocketIsRedirectedLikeTheRequestThatItBeginsWith() throws IOException {
        moved();
        try (RawConnection client = connect()) {
            String head = client.send(
                            "GET /shop/chat HTTP/1.1",
                            "Host: old",
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                            "",
                            "")
                    .head();
            assertThat(head).startsWith("http/1.1 302").contains("location: https://new.example.com/shop/chat?");
        }
    }

    @Test
    void aWholeUrlAsTargetDoesNotBecomeTheAddress() throws IOException {
        moved();
        try (RawConnection client = connect()) {
            String head = client.send("GET http://evil.example/shop/x HTTP/1.1", "Host: evil.example", "", "")
                    .head();
            assertThat(head)
                    .contains("location: https://new.example.com/shop/x?")
                    .doesNotContain("evil");
        }
    }

    @Test
    void anAsynchronousRequestIsInFlightUntilItIsComplete() throws Exception {
        site.context("/shop", 1);
        try (RawConnection client = connect()) {
            client.send("GET /shop/async HTTP/1.1", "Host: old", "", "");
            AsyncContext first = waiting.take();
            site.schema(1, "new", true);
            first.dispatch("/async/again"); // its context has moved, but it was let through
            AsyncContext second = waiting.take();
            assertThat(site.routing().draining()).containsEntry("/shop", 1L);
            assertThat(site.routing().inFlight()).isEqualTo(1);

            second.complete();
            assertThat(client.head()).startsWith("http/1.1 200");
            assertThat(client.send("GET /shop/ HTTP/1.1", "Host: old", "", "").head())
                    .startsWith("http/1.1 302");
            assertThat(site.routing().inFlight()).isZero();
            assertThat(site.routing().passed()).isEqualTo(1);
        }
    }

    @Test
    void anErrorPageIsShownAlthoughTheContextHasMoved() throws IOException {
        site.context("/shop", 1);
        try (RawConnection client = connect()) {
            String head =
                    client.send("GET /shop/fail HTTP/1.1", "Host: old", "", "").head();
            assertThat(head).startsWith("http/1.1 599").contains("sorry: yes");
            assertThat(site.routing().inFlight()).isZero();
        }
    }

    /** Answers, waits, or fails, depending on the path. */
    private final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setHeader("Shop", "yes");
            String path = request.getServletPath();
            if (path.startsWith("/async")) {
                AsyncContext async = request.startAsync();
                async.setTimeout(0);
                waiting.add(async);
            } else if (path.equals("/read")) {
                request.getInputStream().readAllBytes();
            } else if (path.equals("/fail")) {
                site.schema(1, "new", true);
                response.sendError(599);
            } else if (path.equals("/sorry")) {
                response.setHeader("Sorry", "yes");
            }
        }
    }
}
