package org.jettyferry.testkit.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.servers.ServerKind.MARIADB;
import static org.jettyferry.testkit.servers.ServerKind.MSSQL;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Map;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** Shows that a node keeps its sessions in the database: the cart is there after a restart, for the same cookie. */
class NodesIT {
    @ServerTest(
            value = {MARIADB, MSSQL},
            wide = {POSTGRESQL, MYSQL})
    void jetty93KeepsTheCartOverARestart(TestDatabase database) {
        keepsTheCartOverARestart(JettyRelease.JETTY_9_3, database);
    }

    @ServerTest(POSTGRESQL)
    void anEarlyJetty94KeepsTheCartOverARestart(TestDatabase database) {
        Wide.assume("a cart over a restart of Jetty 9.4.8");
        keepsTheCartOverARestart(JettyRelease.JETTY_9_4_8, database);
    }

    @ServerTest(
            value = {MYSQL, MSSQL},
            wide = POSTGRESQL)
    void jetty94KeepsTheCartOverARestart(TestDatabase database) {
        Wide.assume("a cart over a restart of Jetty 9.4");
        keepsTheCartOverARestart(JettyRelease.JETTY_9_4, database);
    }

    @ServerTest(
            value = {POSTGRESQL, MSSQL},
            wide = {MYSQL, MARIADB})
    void jetty12KeepsTheCartOverARestart(TestDatabase database) {
        keepsTheCartOverARestart(JettyRelease.JETTY_12_1, database);
    }

    @ServerTest(POSTGRESQL)
    void theRootWebApplicationKeepsItsSessionsToo(TestDatabase database) {
        Browser browser = new Browser();
        try (JettyNode node = JettyNode.plan(JettyRelease.JETTY_12_1, database)
                .webapp("/", JettyRelease.JETTY_12_1.shop())
                .environment("SERVER_NAME", "blue")
                .workerName("n7")
                .start()) {
            JsonObject page = browser.submit(node.uri().resolve("login"), Map.of("user", "<b>Zoë</b>"));

            assertThat(page.get("user").getAsString()).isEqualTo("<b>Zoë</b>");
            assertThat(page.get("node").getAsString()).isEqualTo("n7");
            assertThat(page.get("server").getAsString()).isEqualTo("blue");
            assertThat(browser.sessionCookie().orElseThrow()).endsWith(".n7");
            assertThat(browser.view(node.uri()).body())
                    .contains("&lt;b&gt;Zoë&lt;/b&gt;")
                    .doesNotContain("<b>");
        }
    }

    private static void keepsTheCartOverARestart(JettyRelease release, TestDatabase database) {
        Browser browser = new Browser();
        NodePlan plan = JettyNode.plan(release, database).webapp("/shop", release.shop());
        try (JettyNode node = plan.start()) {
            URI shop = node.uri().resolve("shop/");
            browser.submit(shop.resolve("login"), Map.of("user", "alice"));
            browser.submit(shop.resolve("add"), Map.of("item", "Rope"));
            browser.submit(shop.resolve("add"), Map.of("item", "Lantern"));
            browser.submit(shop.resolve("add"), Map.of("item", "Rope"));
        }
        String cookie = browser.sessionCookie().orElseThrow();
        try (JettyNode node = plan.start()) {
            JsonObject page = browser.open(node.uri().resolve("shop/"));

            assertThat(page.get("user").getAsString()).isEqualTo("alice");
            assertThat(page.getAsJsonObject("cart").toString()).isEqualTo("{\"Rope\":2,\"Lantern\":1}");
            assertThat(page.get("total").getAsString()).isEqualTo("59.00");
            assertThat(page.get("whole").getAsString()).isEqualTo("true");
            assertThat(page.get("jetty").getAsString()).contains(release.version());
            assertThat(browser.sessionCookie()).contains(cookie);
        }
    }
}
