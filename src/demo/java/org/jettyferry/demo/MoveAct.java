package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.check;
import static org.jettyferry.demo.Narrator.show;
import static org.jettyferry.demo.Narrator.tell;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.rolling.Site;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.TestServer;

/** The second act: of two tenants, one moves from Jetty 9.3 to Jetty 12 while the other shops on. */
final class MoveAct {
    private static final Pattern FOOTER = Pattern.compile("<footer>(.*?);.*</footer>");
    private static final String SCHEMA = Site.schema("acme");

    private final TestServer server;
    private final Browser alice = new Browser();
    private final Browser bob = new Browser();

    MoveAct(TestServer server) {
        this.server = server;
    }

    void play() throws Exception {
        tell("Second act: a site of two tenants, Acme and Globex, moves tenant by tenant. The server \"old\" runs "
                + JettyRelease.JETTY_9_3 + ", the server \"new\" " + JettyRelease.JETTY_12_1
                + ", each behind a load balancer of its own.");
        try (Site site = new Site(
                server,
                JettyRelease.JETTY_9_3,
                List.of("old1"),
                List.of("acme", "globex"),
                List.of(Balancing.HAPROXY, Balancing.NGINX))) {
            play(site);
        }
    }

    private void play(Site site) throws Exception {
        URI acme = site.oldUri().resolve("acme/");
        URI globex = site.oldUri().resolve("globex/");
        tell("What the registry knows.");
        ferry(site, "schema", "list");

        tell("Alice, a customer of Acme, and Bob, a customer of Globex, log in.");
        alice.submit(acme.resolve("login"), Map.of("user", "Alice"));
        bob.submit(globex.resolve("login"), Map.of("user", "Bob"));
        served("Alice", alice, acme, "server old");
        served("Bob", bob, globex, "server old");

        tell("Acme is disabled while its data is upgraded. Alice is asked to come back; Bob notices nothing.");
        ferry(site, "schema", "disable", SCHEMA);
        answered(alice, acme, 503);
        served("Bob", bob, globex, "server old");

        tell("Acme moves to the new server, and is enabled.");
        ferry(site, "schema", "move", SCHEMA, "new");
        ferry(site, "schema", "enable", SCHEMA);

        tell("Alice loads the same page again. The old server sends her browser to the second load balancer.");
        answered(alice, acme, 200);
        HttpResponse<String> page = served("Alice", alice, acme, "server new");
        HttpResponse<String> redirect = page.previousResponse().orElseThrow();
        check("the status of the redirect", 302, redirect.statusCode());
        check("where she comes to", site.newUri().getAuthority(), page.uri().getAuthority());
        show(
                "%s answered %d, Location: %s",
                acme, 302, redirect.headers().firstValue("Location").orElse(""));

        tell("Each server keeps sessions of its own, so she logs in there once.");
        alice.submit(page.uri().resolve("login"), Map.of("user", "Alice"));
        check(
                "that she is logged in",
                "true",
                "" + alice.view(page.uri()).body().contains("<strong>Alice</strong>"));
        show("Alice's page says: Logged in as Alice");

        tell("Bob is still logged in on the old server. At the second address he gets an error page, and no redirect.");
        served("Bob", bob, globex, "server old");
        HttpResponse<String> misdirected = answered(bob, site.newUri().resolve("globex/"), 421);
        check("that the page says CTX-0012", "true", "" + misdirected.body().contains("CTX-0012"));
        tell("All nodes, and how much of the registry they have seen.");
        ferry(site, "node", "list");
    }

    private static void ferry(Site site, String... arguments) {
        check(
                "the exit code of ferry " + arguments[0],
                0,
                site.ferry(arguments).echo(System.out).run().exit());
    }

    /** Repeats the request until the node, which polls the registry every second, answers with the status. */
    private static HttpResponse<String> answered(Browser browser, URI uri, int status) throws Exception {
        Await.eventually(uri + " answers " + status, () -> browser.view(uri).statusCode() == status);
        HttpResponse<String> answer = browser.view(uri);
        check("the status of " + uri, status, answer.statusCode());
        show("%s answers %d", uri, status);
        return answer;
    }

    private static HttpResponse<String> served(String who, Browser browser, URI uri, String where) {
        HttpResponse<String> page = browser.view(uri);
        check("the status of " + uri, 200, page.statusCode());
        Matcher footer = FOOTER.matcher(page.body());
        String told = footer.find() ? footer.group(1) : page.body();
        check("that " + who + " is served by " + where, "true", "" + told.contains("of " + where + ","));
        show("%s's page says: %s", who, told);
        return page;
    }
}
