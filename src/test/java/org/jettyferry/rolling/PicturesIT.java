package org.jettyferry.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_4;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.balancers.Balancing;
import org.jettyferry.testkit.browser.Chromium;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures of the documentation, of the status page when all schemata but one have moved, and of the report of that run,
 * into the folder of {@code -Dferry.test.pictures}. See CONTRIBUTING.
 */
class PicturesIT {
    private static final int WIDTH = 1280;
    private static final String TOKEN = "a-token-of-a-test";
    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getProperty("ferry.test.pictures")).map(Path::of);

    @TempDir
    Path scratch;

    @ServerTest(POSTGRESQL)
    void ofTheStatusPageAndTheReport(TestServer server) throws Exception {
        Optional<Path> program = Chromium.find();
        if (FOLDER.isEmpty() || program.isEmpty()) {
            System.err.println(
                    "SKIPPED pictures for the documentation: needs Chromium and -Dferry.test.pictures=FOLDER");
        }
        Assumptions.assumeTrue(FOLDER.isPresent() && program.isPresent(), "no folder for pictures, or no Chromium");
        Map<String, List<String>> schemata = new LinkedHashMap<>();
        schemata.put("shop_1", List.of("acme", "globex"));
        schemata.put("shop_2", List.of("initech"));
        schemata.put("shop_3", List.of("hooli", "umbrella"));
        try (Site site = new Site(
                        server,
                        JETTY_9_4,
                        List.of("old1", "old2"),
                        List.of("new1"),
                        schemata,
                        List.of(Balancing.SMALL, Balancing.SMALL));
                Chromium browser = Chromium.start(program.get())) {
            take(site, browser);
        }
    }

    private void take(Site site, Chromium browser) throws Exception {
        site.set("old", "statusToken=" + TOKEN);
        for (String shop : List.of("acme", "initech", "hooli")) {
            new Browser().submit(site.oldUri().resolve(shop + "/login"), Map.of("user", "Zoë"));
        }
        Path report = scratch.resolve("report.html");
        site.run("server", "store", "old", site.oldStore().url());
        site.run("server", "store", "new", site.newStore().url());
        site.run("upgrade-schemata", "-n", "new", "-k", "shop_3", "--yes", "--report", report.toString());
        URI node = site.oldNodes().get("old1").uri();
        URI status = URI.create("http://ferry:" + TOKEN + "@" + node.getAuthority() + "/acme/ferry/status");
        Await.eventually("what has moved", () -> {
            browser.open(status);
            return browser.text().contains("open there") && browser.text().contains("12.1");
        });
        assertThat(browser.text()).contains("shop_1", "shop_2", "shop_3", "Nodes");
        browser.replace(Scratch.buildDirectory() + "/servers/run/[^/]*", "/srv");
        browser.picture(folder().resolve("status.png"), WIDTH);

        browser.open(report.toUri());
        assertThat(browser.text()).contains("Rolling upgrade", "shop_1", "shop_2");
        browser.picture(folder().resolve("report.png"), WIDTH);
    }

    private static Path folder() throws IOException {
        return Files.createDirectories(FOLDER.orElseThrow());
    }
}
