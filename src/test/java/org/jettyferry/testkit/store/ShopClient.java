package org.jettyferry.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.JettyRelease;
import org.jettyferry.testkit.nodes.NodePlan;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * A customer of two shops of one node, the root web application and another, with one session id for both; knows what must
 * be in the carts, whatever node shows them.
 */
public final class ShopClient {
    public static final String ROOT = "";
    public static final String SHOP = "shop/";

    private final Browser browser = new Browser();
    private final Map<String, Map<String, Integer>> carts = new TreeMap<>();
    private String id = "";

    public static NodePlan node(JettyRelease release, TestDatabase database) {
        return JettyNode.plan(release, database).webapp("/", release.shop()).webapp("/shop", release.shop());
    }

    /** Logs in to both and puts something into both carts. */
    public void arrive(JettyNode node) {
        login(node, ROOT);
        login(node, SHOP);
        add(node, ROOT, "Rope");
        add(node, SHOP, "Lantern");
        add(node, SHOP, "Rope");
        id = sessionId();
        assertSame(node);
    }

    private void login(JettyNode node, String shop) {
        browser.submit(node.uri().resolve(shop + "login"), Map.of("user", user(shop)));
        carts.put(shop, new LinkedHashMap<>());
    }

    /** Puts a thing into a cart, so that the session has to be saved. */
    public void add(JettyNode node, String shop, String item) {
        browser.submit(node.uri().resolve(shop + "add"), Map.of("item", item));
        carts.get(shop).merge(item, 1, Integer::sum);
    }

    /** Sees in both shops who is logged in, and all that is in the cart, without a new session. */
    public void assertSame(JettyNode node) {
        for (Map.Entry<String, Map<String, Integer>> cart : carts.entrySet()) {
            JsonObject page = browser.open(node.uri().resolve(cart.getKey()));
            assertThat(page.get("user").getAsString()).as("%s", page).isEqualTo(user(cart.getKey()));
            Map<String, Integer> seen = new LinkedHashMap<>();
            page.getAsJsonObject("cart")
                    .entrySet()
                    .forEach(line -> seen.put(line.getKey(), line.getValue().getAsInt()));
            assertThat(seen).isEqualTo(cart.getValue());
            assertThat(page.get("whole").getAsString()).isEqualTo("true");
        }
        assertThat(sessionId()).isEqualTo(id);
        assertThat(node.log()).doesNotContain("Unable to", "Unreadable", "SQLException", "duplicate key");
    }

    /** Is a stranger: the page asks for a login. */
    public void assertUnknown(JettyNode node) {
        for (String shop : carts.keySet()) {
            assertThat(browser.open(node.uri().resolve(shop)).has("user")).isFalse();
        }
    }

    /** Returns a copy of the expected carts, to compare with a backup made now. */
    public ShopClient asOfNow() {
        ShopClient memory = new ShopClient();
        carts.forEach((shop, cart) -> memory.carts.put(shop, new LinkedHashMap<>(cart)));
        memory.id = id;
        return memory;
    }

    /** Back to what was: the store was set back to that time. */
    public void rememberOnly(ShopClient memory) {
        carts.clear();
        memory.carts.forEach((shop, cart) -> carts.put(shop, new LinkedHashMap<>(cart)));
    }

    /** Without the worker name behind it, which each node may change. */
    private String sessionId() {
        return browser.sessionCookie().orElseThrow().replaceFirst("\\.[^.]*$", "");
    }

    private static String user(String shop) {
        return shop.isEmpty() ? "alice" : "bob";
    }
}
