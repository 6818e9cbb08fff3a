package org.jettyferry.node.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jettyferry.testkit.web.PlainRequest;
import org.jettyferry.testkit.web.PlainResponse;
import org.junit.jupiter.api.Test;

/** Where a ticket goes, and where none stays. */
class TicketsTest {
    private final Site site = new Site("migrationRedirectURL", "https://new.example.com", "trustForwarded", "on");
    private final List<Place> places = new ArrayList<>();

    @Test
    void aRedirectTakesATicketAlong() {
        site.context("/shop", 2);
        site.routing().tickets((request, place) -> {
            places.add(place);
            return "T";
        });

        PlainResponse answer = site.send(PlainRequest.get("/shop/?a=1").header("X-Forwarded-Proto", "https"));

        assertThat(answer.location()).matches("https://new\\.example\\.com/shop/\\?a=1&ferry-hop=\\w+&ferry-ticket=T");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("strict-origin");
        assertThat(places).singleElement().satisfies(place -> {
            assertThat(place.authority()).isEqualTo("new.example.com");
            assertThat(place.context()).isEqualTo("/shop");
            assertThat(place.secure()).isTrue();
        });
        assertThat(site.routing().recent().get(0).toString()).doesNotContain("=T");
    }

    @Test
    void aRequestInPlainTextIsNotSecure() {
        site.context("/shop", 2);
        site.routing().tickets((request, place) -> {
            places.add(place);
            return "";
        });

        PlainResponse answer = site.send(PlainRequest.get("/shop/"));

        assertThat(answer.location()).doesNotContain("ticket");
        assertThat(answer.getHeader("Referrer-Policy")).isNull();
        assertThat(places)
                .singleElement()
                .satisfies(place -> assertThat(place.secure()).isFalse());
    }

    @Test
    void aTicketThatCameIsNotPassedOn() {
        site.context("/shop", 2);
        assertThat(site.send(PlainRequest.get("/shop/?ferry-ticket=OLD&a=1&ferry-ticket="))
                        .location())
                .matches("https://new\\.example\\.com/shop/\\?a=1&ferry-hop=\\w+");
    }

    @Test
    void theMarkerGoesOnlyWhereTheContextLives() throws Exception {
        site.context("/shop", 1);
        assertThat(clean(true)).isEqualTo("/shop/?a=1&b=%20");
        assertThat(clean(false)).isEqualTo("/shop/?ferry-hop=abc&a=1&b=%20");
    }

    /** A browser takes a path with two slashes for another host. */
    @Test
    void aCleanAddressIsNeverThatOfAnotherHost() throws Exception {
        site.context("/shop", 1);
        PlainResponse answer = new PlainResponse();
        PlainRequest request = PlainRequest.get("//evil.example/?ferry-ticket=T");
        new RequestGate(site.routing(), "/shop").sendClean(request, answer, null);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.location()).isNull();
    }

    private String clean(boolean arrived) throws Exception {
        PlainResponse answer = new PlainResponse();
        RequestGate gate = new RequestGate(site.routing(), "/shop");
        PlainRequest request = PlainRequest.get("/shop/?ferry-hop=abc&a=1&ferry-ticket=T&b=%20");
        assertThat(RequestGate.hasTicket(request)).isTrue();
        assertThat(RequestGate.ticket(request)).isEqualTo("T");
        gate.sendClean(request, answer, arrived ? gate.place(request) : null);
        assertThat(answer.getStatus()).isEqualTo(302);
        return String.valueOf(answer.location());
    }
}
