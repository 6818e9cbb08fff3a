package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jettyferry.testkit.Wide;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;
import org.jettyferry.testkit.store.SessionRows;
import org.jettyferry.testkit.store.ShopClient;

/**
 * Without a sticky balancer, Jetty's late save of a session may overwrite what the user's next click has changed on another
 * node. How many clicks that costs is measured on two plain nodes and on a node of 9.3 beside a guest, and printed. What is
 * asserted: a click behind a pause is never lost, and a session never.
 */
class LostUpdatesIT {
    private static final int USERS = 4;
    private static final int CLICKS = 60;
    private static final int CLICKS_WITH_PAUSES = 6;
    private static final Duration LAST_SAVE = Duration.ofSeconds(1);

    @ServerTest({POSTGRESQL, MYSQL})
    void aGuestLosesNothingBehindAPause(TestDatabase database) throws Exception {
        Wide.assume("updates that non-sticky users lose on " + database.server().name());
        try (JettyNode one = plain(database, "one1");
                JettyNode two = plain(database, "two1")) {
            clicks(database, "two plain nodes of 12.1", one, two);
        }
        SessionRows.dropTables(database);
        try (JettyNode old = ShopClient.node(JETTY_9_3, database)
                        .workerName("old1")
                        .savesAtOnce()
                        .start();
                JettyNode guest = ShopClient.node(JETTY_12_1, database)
                        .workerName("new1")
                        .guest()
                        .start()) {
            clicks(database, "9.3 and a guest of 12.1", old, guest);
        }
    }

    /** Set as the guest's module sets it: each request looks at the row, and the row is written before the answer is sent. */
    private static JettyNode plain(TestDatabase database, String worker) {
        return ShopClient.node(JETTY_12_1, database)
                .workerName(worker)
                .module("session-cache-null")
                .property("jetty.session.flushOnResponseCommit", "true")
                .start();
    }

    private static void clicks(TestDatabase database, String what, JettyNode... nodes) {
        assertThat(lost(CLICKS_WITH_PAUSES, LAST_SAVE, nodes)).as(what).isZero();
        int lost = lost(CLICKS, Duration.ZERO, nodes);
        System.err.printf(
                "%s, %s: %d of %d clicks lost without a pause%n",
                database.server().name(), what, lost, USERS * CLICKS);
    }

    private static int lost(int clicks, Duration pause, JettyNode... nodes) {
        List<CompletableFuture<Integer>> users = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            String name = "user" + user;
            users.add(CompletableFuture.supplyAsync(
                    () -> new User(name, pause, nodes).lost(clicks), task -> new Thread(task, name).start()));
        }
        return users.stream().mapToInt(CompletableFuture::join).sum();
    }

    /** Whose every click comes to another node than the last one. */
    private record User(String name, Duration pause, JettyNode... nodes) {
        int lost(int clicks) {
            Browser browser = new Browser();
            browser.submit(nodes[0].uri().resolve("shop/login"), Map.of("user", name));
            for (int i = 1; i <= clicks; i++) {
                rest();
                JsonObject page =
                        browser.submit(nodes[i % nodes.length].uri().resolve("shop/add"), Map.of("item", "Rope"));
                assertThat(page.get("user").getAsString())
                        .as("click %d: %s", i, page)
                        .isEqualTo(name);
            }
            rest();
            JsonObject cart = browser.open(nodes[0].uri().resolve("shop/")).getAsJsonObject("cart");
            int left = clicks - cart.get("Rope").getAsInt();
            assertThat(left).as("lost clicks of %s", name).isBetween(0, clicks - 1);
            return left;
        }

        private void rest() {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
