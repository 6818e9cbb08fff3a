package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.check;
import static org.jettyferry.demo.Narrator.show;
import static org.jettyferry.demo.Narrator.tell;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.rolling.Site;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.TestServer;

/** The second act: two tenants move from Jetty 9.3 to Jetty 12 while a customer keeps clicking. */
final class MoveAct implements AutoCloseable {
    private static final long QUIET_MILLIS = 2_000;
    private static final Pattern FOOTER = Pattern.compile("<footer>(.*?);.*</footer>");

    private final TestServer server;
    private final Browser alice = new Browser();
    private final Browser bob = new Browser();

    private Optional<Site> site = Optional.empty();

    MoveAct(TestServer server) {
        this.server = server;
    }

    void play() throws Exception {
        tell(
                "Second act: a site of two tenants, Acme and Globex, moves tenant by tenant, while it works. The server \"old\" runs "
                        + JettyRelease.JETTY_9_3 + ", the server \"new\" " + JettyRelease.JETTY_12_1
                        + ", each with a session store of its own, behind a load balancer of its own.");
        Map<String, List<String>> schemata = new TreeMap<>();
        schemata.put("shop_1", List.of("acme"));
        schemata.put("shop_2", List.of("globex"));
        Site built = new Site(
                server,
                JettyRelease.JETTY_9_3,
                List.of("old1"),
                List.of("new1"),
                schemata,
                List.of(Balancing.HAPROXY, Balancing.NGINX));
        site = Optional.of(built);
        play(built);
    }

    /** Shows where to click on the site that is still up. */
    void invite() {
        Site open = site.orElseThrow();
        tell("Both servers stay up. Click on them, and log in with any name: there is no password.");
        show("where users come           %sacme/", open.oldUri());
        show("                           %sglobex/", open.oldUri());
        show("where they are sent to     %sacme/", open.newUri());
        show("                           %sglobex/", open.newUri());
        open.oldNodes().values().forEach(node -> show("the node of server old     %sacme/", node.uri()));
        open.newNodes().values().forEach(node -> show("the node of server new     %sacme/", node.uri()));
        tell("Or be the operator, in another terminal. These lines move both tenants back; then go on where users come:"
                + " you are still logged in, on " + JettyRelease.JETTY_9_3 + ".");
        show("export FERRY_REGISTRY_URL='%s'", open.registry().url());
        show(
                "export FERRY_REGISTRY_USER=%s FERRY_REGISTRY_PASSWORD=%s",
                open.registry().user(), open.registry().password());
        show("java -jar %s upgrade-schemata -n old --yes", jar());
    }

    @Override
    public void close() {
        site.ifPresent(Site::close);
    }

    private static Path jar() {
        Path here = Path.of("").toAbsolutePath();
        Path jar = Scratch.buildDirectory().resolve("jetty-ferry.jar");
        return jar.startsWith(here) ? here.relativize(jar) : jar;
    }

    private void play(Site site) throws Exception {
        URI acme = site.oldUri().resolve("acme/");
        URI globex = site.oldUri().resolve("globex/");
        tell("What the registry knows.");
        ferry(site, "server", "store", "old", site.oldStore().url());
        ferry(site, "server", "store", "new", site.newStore().url());
        ferry(site, "schema", "list");

        tell("Alice, a customer of Acme, and Bob, a customer of Globex, log in. Bob puts a lantern into his cart.");
        alice.submit(acme.resolve("login"), Map.of("user", "Alice"));
        bob.submit(globex.resolve("login"), Map.of("user", "Bob"));
        bob.submit(globex.resolve("add"), Map.of("item", "Lantern"));
        served("Alice", alice, acme, "server old");
        served("Bob", bob, globex, "server old");

        tell("One command takes both tenants over. Alice puts one rope after the other into her cart all the time.");
        Customer customer = Customer.clicking(alice, acme);
        ferry(site, "upgrade-schemata", "-n", "new", "--yes");
        int ropes = customer.stop();
        show("Alice has clicked %d times: no click failed, and each page had her name and all of her ropes", ropes);

        tell("Both load the same pages again. The old server sends their browsers to the second load balancer.");
        HttpResponse<String> page = served("Alice", alice, acme, "server new");
        check(
                "the status of the redirect",
                302,
                page.previousResponse().orElseThrow().statusCode());
        check("where she comes to", site.newUri().getAuthority(), page.uri().getAuthority());
        check("the ropes in her cart", ropes, Customer.ropes(page.body()));
        HttpResponse<String> his = served("Bob", bob, globex, "server new");
        check("that Bob is logged in", "true", "" + his.body().contains("<strong>Bob</strong>"));
        check("that he has his lantern", "true", "" + his.body().contains("Lantern</td>"));
        show("Both are logged in, with what was in their carts");

        tell(
                "Can the old server go? The default is that nobody has come by its address for an hour; a demo has less time.");
        Thread.sleep(QUIET_MILLIS);
        ferry(site, "finish", "old", "--quiet-time", QUIET_MILLIS / 1000 + "s");
    }

    private static void ferry(Site site, String... arguments) {
        check(
                "the exit code of ferry " + arguments[0],
                0,
                site.ferry(arguments).echo(System.out).run().exit());
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
