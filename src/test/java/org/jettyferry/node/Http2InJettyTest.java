package org.jettyferry.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jettyferry.node.route.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The filter behind HTTP/2, where a request names its host in {@code :authority} and a body has no end to announce. */
class Http2InJettyTest {
    private final Site site = new Site("migrationRedirectURL", "https://new.example.com").context("/shop", 2);
    private final Server server = new Server();
    private final ServerConnector connector =
            new ServerConnector(server, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
    private final HTTP2Client client = new HTTP2Client();

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(FilteredWebapp.shop(site, new DefaultServlet()));
        server.start();
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        server.stop();
    }

    @Test
    void aRedirectHasThePathAndTheQueryOfTheClient() throws Exception {
        MetaData.Response answer = send("GET", "old.example.com", "/shop/a%C3%A9;v=1/b?x=%20y&z", HttpFields.EMPTY);

        assertThat(answer.getStatus()).isEqualTo(302);
        assertThat(answer.getHttpFields().get("Location"))
                .startsWith("https://new.example.com/shop/a%C3%A9;v=1/b?x=%20y&z&ferry-hop=");
        assertThat(answer.getHttpFields().get("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whatAClientNamesAsAuthorityIsNotInTheAnswer() throws Exception {
        HttpFields forged = HttpFields.build().put("X-Forwarded-Host", "evil.example");
        for (String authority : new String[] {"evil.example", "evil.example:8443", "EVIL.example"}) {
            MetaData.Response answer = send("GET", authority, "/shop/x", forged);

            assertThat(answer.getStatus()).as(authority).isEqualTo(302);
            assertThat(answer.getHttpFields().get("Location")).startsWith("https://new.example.com/shop/x?");
            assertThat(answer.getHttpFields().toString().toLowerCase(Locale.ROOT))
                    .doesNotContain("evil");
        }
    }

    @Test
    void theAuthorityChoosesAmongTheConfiguredTargets() throws Exception {
        site.set("migrationRedirectURL.b.host", "b.example.com").set("migrationRedirectURL.b.url", "https://new.b.org");

        assertThat(send("GET", "b.example.com:8080", "/shop/", HttpFields.EMPTY)
                        .getHttpFields()
                        .get("Location"))
                .startsWith("https://new.b.org/shop/?");
    }

    @Test
    void aBodyIsNotWaitedForAndTheConnectionGoesOn() throws Exception {
        Session session = connect();
        HttpFields body = HttpFields.build().put("Content-Length", "100000000");
        for (int i = 0; i < 3; i++) {
            MetaData.Response answer = send(session, "POST", "old.example.com", "/shop/", body, false);

            assertThat(answer.getStatus()).isEqualTo(307);
            assertThat(answer.getHttpFields().contains("Connection")).isFalse();
        }
    }

    @Test
    void aMisdirectedRequestIs421() throws Exception {
        site.set("migrationRedirectURL", null);
        MetaData.Response answer = send("GET", "old.example.com", "/shop/", HttpFields.EMPTY);

        assertThat(answer.getStatus()).isEqualTo(421);
        assertThat(answer.getHttpFields().get("Content-Type")).startsWith("application/problem+json");

        site.set("migrationRedirectURL", "https://new.example.com"); // which is where the client believes to be
        assertThat(send("GET", "new.example.com:443", "/shop/", HttpFields.EMPTY)
                        .getStatus())
                .isEqualTo(421);
    }

    private Session connect() throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        return client.connect(address, new Session.Listener() {}).get(60, TimeUnit.SECONDS);
    }

    private MetaData.Response send(String method, String authority, String target, HttpFields fields) throws Exception {
        return send(connect(), method, authority, target, fields, true);
    }

    /** Gives the head of the answer, which must not wait for a body that is never sent. */
    private static MetaData.Response send(
            Session session, String method, String authority, String target, HttpFields fields, boolean whole)
            throws Exception {
        CompletableFuture<MetaData.Response> answer = new CompletableFuture<>();
        HttpURI uri = HttpURI.from("http://" + authority + target);
        MetaData.Request request = new MetaData.Request(method, uri, HttpVersion.HTTP_2, fields);
        session.newStream(new HeadersFrame(request, null, whole), new Stream.Listener() {
            @Override
            public void onHeaders(Stream stream, HeadersFrame frame) {
                answer.complete((MetaData.Response) frame.getMetaData());
                stream.demand();
            }
        });
        return answer.get(60, TimeUnit.SECONDS);
    }
}
