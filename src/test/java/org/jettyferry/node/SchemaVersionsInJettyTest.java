package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jettyferry.node.route.Site;
import org.jettyferry.testkit.web.RawConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks in a real Jetty what clients get while the version of their schema is outside the node's range. */
class SchemaVersionsInJettyTest {
    private final Site site = new Site("schemaVersions", "5..7", "retryAfter", "20").context("/shop", 1);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(FilteredWebapp.shop(site, new Shop()));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void clientsAreAskedToComeBackAndAreServedByThemselves() throws IOException {
        site.version(1, "8");
        try (RawConnection client = new RawConnection(connector.getLocalPort())) {
            String head = client.send("HEAD /shop/ HTTP/1.1", "Host: old", "Accept: application/json", "", "")
                    .head();
            assertThat(head)
                    .startsWith("http/1.1 503")
                    .contains("retry-after: 20", "application/problem+json", "cache-control: no-store");
            head = client.send("HEAD /shop/ HTTP/1.1", "Host: old", "Accept: text/html", "", "")
                    .head();
            assertThat(head).startsWith("http/1.1 503").contains("retry-after: 20", "text/html;charset=utf-8");

            site.version(1, "7");
            assertThat(client.send("HEAD /shop/ HTTP/1.1", "Host: old", "", "").head())
                    .startsWith("http/1.1 200")
                    .contains("shop: yes");
            site.version(1, "4");
            assertThat(client.send("HEAD /shop/ HTTP/1.1", "Host: old", "", "").head())
                    .startsWith("http/1.1 503");
            site.set("schemaVersions", "4..7");
            assertThat(client.send("HEAD /shop/ HTTP/1.1", "Host: old", "", "").head())
                    .startsWith("http/1.1 200");
        }
    }

    /** Answers each request that is let through. */
    private static final class Shop extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setHeader("Shop", "yes");
        }
    }
}
