package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.browser.Chromium;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestServer;

/** A person clicks through the shop in a real browser while the shop moves to the new server. */
class BrowserMoveIT {
    @ServerTest(POSTGRESQL)
    void aClickLandsOnTheNewServer(TestServer server) throws Exception {
        Optional<Path> program = Chromium.find();
        if (program.isEmpty()) {
            System.err.println("SKIPPED in a real browser: there is no Chromium on the path");
        }
        assumeTrue(program.isPresent(), "there is no Chromium on the path");
        List<String> contexts = List.of("acme", "globex");
        try (Site site = new Site(
                        server, JETTY_9_4, List.of("old1"), contexts, List.of(Balancing.NGINX, Balancing.HAPROXY));
                Chromium browser = Chromium.start(program.get())) {
            clickThrough(site, browser);
        }
    }

    private static void clickThrough(Site site, Chromium browser) throws Exception {
        URI acme = site.oldUri().resolve("acme/");
        browser.open(acme);
        logIn(browser);
        browser.click("button[value=Rope]");
        assertThat(browser.text()).contains("Rope", "server old");

        site.run("schema", "disable", Site.schema("acme"));
        Await.eventually("the shop is closed", () -> status(acme) == 503);
        browser.open(acme);
        assertThat(browser.text()).doesNotContain("server old");
        site.run("schema", "enable", Site.schema("acme"));
        Await.eventually("the shop is open again", () -> status(acme) == 200);
        browser.open(acme);
        assertThat(browser.text()).contains("Logged in as Zoë", "Rope", "server old");

        // The page stays open while the shop moves, and the click is on a button of the old page.
        site.run("schema", "disable", Site.schema("acme"));
        site.run("schema", "move", Site.schema("acme"), "new");
        site.run("schema", "enable", Site.schema("acme"));
        Await.eventually("the shop has moved", () -> status(acme) == 302);
        // Each node applies the change at its own next poll, so the new one may be the later of the two.
        URI moved = site.newUri().resolve("acme/");
        Await.eventually("the shop is open at its new address", () -> status(moved) == 200);
        browser.click("button[value=Lantern]");
        assertThat(browser.uri().getAuthority()).isEqualTo(site.newUri().getAuthority());
        assertThat(browser.text()).contains("server new");
        logIn(browser);
        browser.click("button[value=Lantern]");
        assertThat(browser.text()).contains("Lantern", "server new");
        assertThat(browser.uri().getAuthority()).isEqualTo(site.newUri().getAuthority());
    }

    /** Returns the status for a client without a session. */
    private static int status(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The servers have a session store each, so one logs in on each. */
    private static void logIn(Chromium browser) {
        assertThat(browser.text()).contains("Nobody is logged in");
        browser.type("input[name=user]", "Zoë");
        browser.click("button");
        assertThat(browser.text()).contains("Logged in as Zoë");
    }
}
