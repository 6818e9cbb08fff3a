package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jettyferry.testkit.LogCapture;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that no request is redirected in a loop. */
class LoopTest {
    private static final Logger LOG = Logger.getLogger(RejectionWriter.class.getName());

    private final HopMarker marker = new HopMarker("ferry-hop");
    private final LogCapture ear = LogCapture.on(RejectionWriter.class.getName());

    @BeforeEach
    void listen() {
        LOG.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        ear.close();
        LOG.setUseParentHandlers(true);
    }

    @Test
    void twoNodesThatPointAtEachOtherSendARequestOnOnce() {
        Site one = new Site("migrationRedirectURL", "https://two.example").context("/shop", 2);
        Site two = new Site("serverName", "third", "migrationRedirectURL", "https://one.example").context("/shop", 2);

        String location = Objects.requireNonNull(
                one.send(PlainRequest.get("/shop/a?x=1").host("one.example")).location());
        PlainResponse there = two.send(PlainRequest.get(location.substring("https://two.example".length()))
                .host("two.example"));

        assertThat(there.getStatus()).isEqualTo(421);
        assertThat(there.body()).contains("CTX-0012");
        assertThat(there.location()).isNull();
    }

    @Test
    void anAddressOfOnesOwnIsNoTarget() {
        assertThat(status("https://old.example.com", "old.example.com")).isEqualTo(421);
        assertThat(status("https://old.example.com:443", "OLD.example.com.")).isEqualTo(421);
        assertThat(status("http://old.example.com:8080", "old.example.com:8080"))
                .isEqualTo(421);
        assertThat(status("http://old.example.com:8081", "old.example.com:8080"))
                .isEqualTo(302);
        assertThat(status("https://old.example.com/shop", "old.example.com")).isEqualTo(421);
        assertThat(status("https://old.example.com/new", "old.example.com")).isEqualTo(302);
        assertThat(status("https://new.example.com", "old.example.com")).isEqualTo(302);
    }

    private static int status(String url, String host) {
        Site site = new Site("migrationRedirectURL", url).context("/shop", 2);
        return site.send(PlainRequest.get("/shop/").host(host)).getStatus();
    }

    @Test
    void theAddressThatABalancerForwardedIsOnesOwnToo() {
        Site site = new Site("migrationRedirectURL", "https://site.example", "trustForwarded", "on");
        site.context("/shop", 2);
        PlainRequest request = PlainRequest.get("/shop/")
                .host("10.0.0.1:8080")
                .header("X-Forwarded-Host", "site.example")
                .header("X-Forwarded-Port", "443");

        assertThat(site.send(request).getStatus()).isEqualTo(421);
        site.set("trustForwarded", "off");
        assertThat(site.send(request).getStatus()).isEqualTo(302);
    }

    @Test
    void aLoopIsToldOnce() {
        Site site = new Site("migrationRedirectURL", "https://old.example.com").context("/shop", 2);

        for (int i = 0; i < 100; i++) {
            site.send(PlainRequest.get("/shop/").host("old.example.com"));
        }

        assertThat(site.routing().misdirected()).isEqualTo(100);
        assertThat(ear.sentences()).hasSize(1);
    }

    @Test
    void anOldMarkerInABookmarkIsReplaced() {
        Site site = new Site("migrationRedirectURL", "https://new.example.com").context("/shop", 2);

        PlainResponse response = site.send(PlainRequest.get("/shop/?a=1&ferry-hop=abc&b=2"));

        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.location()).matches("https://new\\.example\\.com/shop/\\?a=1&b=2&ferry-hop=[0-9a-z]+");
    }

    @Test
    void aMarkerIsFreshForHalfAMinuteEitherWay() {
        String query = marker.mark("/", 1_000_000_000_000L, 12).substring(2);

        assertThat(marker.isFresh(query, 1_000_000_000_000L)).isTrue();
        assertThat(marker.isFresh(query, 1_000_000_029_000L)).isTrue();
        assertThat(marker.isFresh(query, 1_000_000_031_000L)).isFalse();
        assertThat(marker.isFresh(query, 999_999_971_000L)).isTrue();
        assertThat(marker.isFresh(query, 999_999_969_000L))
                .as("of a forged link")
                .isFalse();
        assertThat(marker.isFresh("x" + query, 1_000_000_000_000L)).isFalse();
        assertThat(marker.isFresh("a=b&" + query + "&c", 1_000_000_000_000L)).isTrue();
        assertThat(marker.isFresh("ferry-hop=", 1_000_000_000_000L)).isFalse();
    }

    /** It was sent on and waited there, and the schema went back to where it had come from. */
    @Test
    void whoWasSentByANodeThatKnewLessIsSentOn() {
        long now = 1_000_000_000_000L;
        String query = marker.mark("/", now, 12).substring(2);

        assertThat(marker.mayLoop(query, now, 12)).isTrue();
        assertThat(marker.mayLoop(query, now, 11)).as("this node knows less").isTrue();
        assertThat(marker.mayLoop(query, now, 13)).isFalse();
        assertThat(marker.mayLoop("ferry-hop=" + query.substring(10, 17), now, 13))
                .as("without a version")
                .isTrue();
    }

    /** The new node polls at its own times, so it may not know yet why the old one has redirected a request. */
    @Test
    void whoIsSentToANodeThatHasNotLookedYetIsAskedForPatience() {
        Site old = new Site("migrationRedirectURL", "https://new.example").context("/shop", 1);
        Site fresh = new Site("serverName", "new").context("/shop", 1);
        assertThat(fresh.send(PlainRequest.get("/shop/")).getStatus()).isEqualTo(421);

        old.schema(1, "new", true);
        PlainRequest sent = PlainRequest.get(
                Objects.requireNonNull(old.send(PlainRequest.get("/shop/")).location())
                        .substring("https://new.example".length()));
        PlainResponse early = fresh.send(sent);
        assertThat(early.getStatus()).isEqualTo(503);
        assertThat(early.getHeader("Retry-After")).isEqualTo("1");
        fresh.schema(1, "old", false);
        assertThat(fresh.send(PlainRequest.get("/shop/")).getHeader("Retry-After"))
                .isEqualTo("60");
        fresh.schema(1, "new", true);
        assertThat(fresh.passes(sent)).isTrue();

        fresh.schema(1, "third", true); // it knows as much as the old one, and the context is elsewhere
        assertThat(fresh.send(sent).getStatus()).isEqualTo(421);
    }

    @Test
    void aMarkerTellsTheVersionOfTheRegistryWhileItIsFresh() {
        String query = marker.mark("/", 1_000_000_000_000L, 46).substring(2);

        assertThat(marker.isAhead(query, 1_000_000_000_000L, 45)).isTrue();
        assertThat(marker.isAhead(query, 1_000_000_000_000L, 46)).isFalse();
        assertThat(marker.isAhead(query, 1_000_000_031_000L, 45)).isFalse();
        for (String none : new String[] {"ferry-hop=", "ferry-hop=0gjdgxs", "ferry-hop=0gjdgxs_", "a=b", ""}) {
            assertThat(marker.isAhead(none, 1_000_000_000_000L, 0)).as(none).isFalse();
        }
        assertThat(marker.isAhead(null, 1_000_000_000_000L, 0)).isFalse();
    }

    @Test
    void aMarkerCanBeSwitchedOff() {
        Site site = new Site("migrationRedirectURL", "https://new.example.com", "hopMarker", "off");
        site.context("/shop", 2);

        assertThat(site.send(PlainRequest.get("/shop/?a")).location()).isEqualTo("https://new.example.com/shop/?a");
    }

    @Property
    void allButTheMarkerIsKept(@ForAll("queries") String query) {
        String marked = marker.mark("/?" + query, 1_000_000_000_000L, 12).substring(2);

        assertThat(marker.strip(marked)).isEqualTo(query);
        assertThat(marker.isFresh(marked, 1_000_000_000_000L)).isTrue();
    }

    @Provide
    Arbitrary<String> queries() {
        return Arbitraries.strings()
                .withChars("ab=&-%ferry-hop")
                .ofMinLength(1)
                .filter(query -> !query.contains("ferry-hop="));
    }
}
