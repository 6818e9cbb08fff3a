package org.jettyferry.demo;

import com.google.gson.JsonObject;
import java.net.URI;
import java.util.Map;
import org.jettyferry.cli.FerryCommand;
import org.jettyferry.nodes.Browser;
import org.jettyferry.nodes.JettyNode;
import org.jettyferry.nodes.JettyRelease;
import org.jettyferry.servers.ServerKind;
import org.jettyferry.servers.TestDatabase;

/**
 * A customer's cart goes from Jetty 9.3 to Jetty 12 and back, on a real database and real nodes. Every sentence that is
 * told is checked; the first that isn't true ends the demo with an error.
 */
public final class Demo {
    private final TestDatabase database;
    private final Browser alice = new Browser();

    private Demo(TestDatabase database) {
        this.database = database;
    }

    /**
     * Runs the demo.
     *
     * @param args none
     */
    public static void main(String[] args) {
        tell("Starting PostgreSQL.");
        try (TestDatabase database = ServerKind.POSTGRESQL.server().createDatabase()) {
            new Demo(database).run();
        }
        tell("Done: up and down again, and nobody had to log in twice.");
    }

    private void run() {
        tell("A customer comes to the little shop on " + JettyRelease.JETTY_9_3 + ".");
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
        tell("The session store is carried to Jetty 12.");
        ferry("upgrade", "--to", "12", "--yes");

        tell(JettyRelease.JETTY_12_1 + " starts on it, and the customer comes back with the same cookie.");
        try (JettyNode node = start(JettyRelease.JETTY_12_1)) {
            see(node, "{\"Rope\":1,\"Lantern\":1}", "46.50");
            tell("She buys one thing more.");
            alice.submit(shop(node).resolve("add"), Map.of("item", "Compass"));
            see(node, "{\"Rope\":1,\"Lantern\":1,\"Compass\":1}", "106.40");
        }

        tell("Back again: the store is carried to Jetty 9.3, with what happened meanwhile.");
        ferry("downgrade", "--to", "9.3", "--yes");
        try (JettyNode node = start(JettyRelease.JETTY_9_3)) {
            see(node, "{\"Rope\":1,\"Lantern\":1,\"Compass\":1}", "106.40");
        }
        check("the cookie", cookie, cookie());
    }

    private JettyNode start(JettyRelease release) {
        return JettyNode.plan(release, database).webapp("/shop", release.shop()).start();
    }

    private void ferry(String... arguments) {
        int exit = FerryCommand.ferry(arguments)
                .on(database)
                .echo(System.out)
                .run()
                .exit();
        check("the exit code of ferry " + arguments[0], "0", Integer.toString(exit));
    }

    private void see(JettyNode node, String cart, String total) {
        JsonObject page = alice.open(shop(node));
        check("the user", "Alice", text(page, "user"));
        check("the cart", cart, String.valueOf(page.get("cart")));
        check("the total", total, text(page, "total"));
        check("that what was one object is still one", "true", text(page, "whole"));
        System.out.printf(
                "    the page says: %s, cart %s, total %s, on %s%n", "Alice", cart, total, text(page, "jetty"));
    }

    private String cookie() {
        return alice.sessionCookie().orElse("(none)");
    }

    private static URI shop(JettyNode node) {
        return node.uri().resolve("shop/");
    }

    private static String text(JsonObject page, String name) {
        return page.has(name) ? page.get(name).getAsString() : "(nothing)";
    }

    private static void check(String what, String expected, String seen) {
        if (!expected.equals(seen)) {
            throw new IllegalStateException(what + " should be " + expected + ", but is " + seen);
        }
    }

    private static void tell(String sentence) {
        System.out.println("\n==> " + sentence);
    }
}
