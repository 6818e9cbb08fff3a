package org.jettyferry.node.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jettyferry.testkit.web.PlainRequest;
import org.junit.jupiter.api.Test;

/** An attacker sends his own ticket to a victim: what the victim's browser says must give it away. */
class SenderTest {
    private static final Set<String> OLD = Set.of("https://old.example.com");

    private final PlainRequest request = PlainRequest.get("/shop/");

    @Test
    void aProgramSaysNothing() {
        assertThat(Sender.isTrusted(request, OLD)).isTrue();
        assertThat(Sender.isTrusted(request, Set.of())).isTrue();
        assertThat(Sender.navigates(request)).isTrue();
    }

    @Test
    void theOldHostIsTrusted() {
        request.header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Dest", "document");
        assertThat(Sender.isTrusted(request.header("Referer", "https://OLD.example.com/x?y"), OLD))
                .isTrue();
        assertThat(Sender.isTrusted(request.header("Origin", "https://old.example.com"), OLD))
                .isTrue();
        assertThat(Sender.navigates(request)).isTrue();
    }

    @Test
    void anotherSiteIsNot() {
        for (String origin : new String[] {
            "https://evil.example",
            "https://old.example.com.evil.example/",
            "https://evil.example/https://old.example.com/",
            "http://old.example.com/",
            "null",
            ""
        }) {
            PlainRequest sent = PlainRequest.get("/").header("Referer", origin);
            assertThat(Sender.isTrusted(sent, OLD)).as(origin).isFalse();
            assertThat(Sender.isTrusted(sent, Set.of())).as(origin).isFalse();
        }
    }

    @Test
    void aLinkWithoutRefererOfAnotherSiteIsNot() {
        request.header("Sec-Fetch-Site", "cross-site");
        assertThat(Sender.isTrusted(request, OLD)).isFalse();
        assertThat(Sender.isTrusted(request, Set.of())).isFalse();
    }

    @Test
    void withoutAListTheOwnSiteIs() {
        request.header("Referer", "https://old.example.com/");
        assertThat(Sender.isTrusted(request, Set.of())).isFalse();
        assertThat(Sender.isTrusted(request.header("Sec-Fetch-Site", "same-site"), Set.of()))
                .isTrue();
        assertThat(Sender.isTrusted(request, Set.of("https://other.example.com")))
                .isFalse();
    }

    @Test
    void aPartOfAPageDoesNotNavigate() {
        for (String destination : new String[] {"image", "iframe", "empty", "websocket"}) {
            assertThat(Sender.navigates(PlainRequest.get("/").header("Sec-Fetch-Dest", destination)))
                    .isFalse();
        }
    }
}
