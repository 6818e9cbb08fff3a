package org.jettyferry.demo;

import static org.jettyferry.demo.Narrator.check;
import static org.jettyferry.demo.Narrator.show;
import static org.jettyferry.demo.Narrator.tell;
import static org.jettyferry.demo.Narrator.text;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Map;
import org.jettyferry.testkit.cli.FerryCommand;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.servers.TestDatabase;

/** The first act: a customer's cart goes from Jetty 9.3 to Jetty 12 and back. */
final class MigrationAct {
    private final TestDatabase database;
    private final Browser alice = new Browser();

    MigrationAct(TestDatabase database) {
        this.database = database;
    }

    void play() {
        tell(
                "First act: the session store, which Jetty reaches through a pool of HikariCP. A customer comes to the little"
                        + " shop on " + JettyRelease.JETTY_9_3 + ".");
        try (JettyNode node = start(JettyRelease.JETTY_9_3)) {
            URI shop = shop(node);
            alice.submit(shop.resolve("login"), Map.of("user", "Alice"));
            alice.submit(shop.resolve("add"), Map.of("item", "Rope"));
            alice.submit(shop.resolve("add"), Map.of("item", "Lantern"));
            see(node, "{\"Rope\":1,\"Lantern\":1}", "46.50");
        }
        String cookie = cookie();

        tell("The node is stopped. What does its session store look like?");
        ferry("detect");
        tell("The session store is migrated to Jetty 12.");
        ferry("upgrade", "--to", "12", "--yes");

        tell(JettyRelease.JETTY_12_1 + " starts on it, and the customer comes back with the same cookie.");
        try (JettyNode node = start(JettyRelease.JETTY_12_1)) {
            see(node, "{\"Rope\":1,\"Lantern\":1}", "46.50");
            tell("She buys one thing more.");
            alice.submit(shop(node).resolve("add"), Map.of("item", "Compass"));
            see(node, "{\"Rope\":1,\"Lantern\":1,\"Compass\":1}", "106.40");
        }

        tell("Back again: the store is migrated to Jetty 9.3, with what happened meanwhile.");
        ferry("downgrade", "--to", "9.3", "--yes");
        try (JettyNode node = start(JettyRelease.JETTY_9_3)) {
            see(node, "{\"Rope\":1,\"Lantern\":1,\"Compass\":1}", "106.40");
        }
        check("the cookie", cookie, cookie());
    }

    private JettyNode start(JettyRelease release) {
        return JettyNode.plan(release, database)
                .webapp("/shop", release.shop())
                .pooled()
                .start();
    }

    private void ferry(String... arguments) {
        int exit = FerryCommand.ferry(arguments)
                .on(database)
                .echo(System.out)
                .run()
                .exit();
        check("the exit code of ferry " + arguments[0], 0, exit);
    }

    private void see(JettyNode node, String cart, String total) {
        JsonObject page = alice.open(shop(node));
        check("the user", "Alice", text(page, "user"));
        check("the cart", cart, String.valueOf(page.get("cart")));
        check("the total", total, text(page, "total"));
        check("that what was one object is still one", "true", text(page, "whole"));
        show("the page says: %s, cart %s, total %s, on %s", "Alice", cart, total, text(page, "jetty"));
    }

    private String cookie() {
        return alice.sessionCookie().orElse("(none)");
    }

    private static URI shop(JettyNode node) {
        return node.uri().resolve("shop/");
    }
}
