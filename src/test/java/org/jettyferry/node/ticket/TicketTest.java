package org.jettyferry.node.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jettyferry.node.route.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketTest {
    private static final long NOW = 1_800_000_000;
    private static final String FIRST = "the first key of a test, 0123456789";
    private static final String SECOND = "the second key of a test, 9876543210";
    private static final String ID = "node0abcdefghijk1.node0";
    private static final Place PLACE = new Place("new.example.com", -1, "/shop", "4711", true);

    private final TicketKeys keys = TicketKeys.parse(FIRST);
    private final Ticket ticket = Ticket.make(keys, NOW + TicketOffice.SECONDS, PLACE);

    @Test
    void isGoodForItsPlace() {
        Ticket opened = opened(keys, ticket.text(), PLACE, NOW);

        assertThat(opened).isNotNull();
        assertThat(opened.hash()).isEqualTo(ticket.hash()).matches("[0-9a-f]{64}");
        assertThat(opened.unseal(ticket.seal(ID))).contains(ID);
    }

    @Test
    void showsNothingOfTheSession() {
        String sealed = ticket.seal(ID);

        assertThat(ticket.text() + sealed + ticket.hash()).doesNotContain("abcdefghijk");
        assertThat(ticket).asString().doesNotContain(ticket.text().substring(0, 32));
        assertThat(ticket.text()).hasSizeLessThan(100);
        assertThat(Ticket.make(keys, NOW, PLACE).unseal(sealed)).isEmpty();
        assertThat(ticket.unseal("rubbish")).isEmpty();
    }

    @Test
    void isNoGoodIfOneCharacterIsAnother() {
        String text = ticket.text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : text.charAt(i) == '1' ? '2' : 'A';
            String altered = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(opened(keys, altered, PLACE, NOW)).as(altered).isNull();
        }
    }

    @Test
    void isNoGoodElsewhere() {
        for (Place other : List.of(
                new Place("evil.example.com", -1, "/shop", "4711", true),
                new Place("new.example.com", 8443, "/shop", "4711", true),
                new Place("new.example.com", -1, "/admin", "4711", true),
                new Place("new.example.com", -1, "/shop", "4712", true),
                new Place("new.example.co", -1, "m/shop", "4711", true))) {
            assertThat(opened(keys, ticket.text(), other, NOW)).isNull();
        }
    }

    /** A node behind a balancer that terminates TLS sees 80, or nothing, where the address says 443, or nothing. */
    @Test
    void theUsualPortsAreOnePlace() {
        for (int port : new int[] {-1, 80, 443}) {
            assertThat(opened(keys, ticket.text(), new Place("new.example.com", port, "/shop", "4711", false), NOW))
                    .isNotNull();
        }
    }

    @Test
    void expires() {
        assertThat(opened(keys, ticket.text(), PLACE, NOW + 44)).isNotNull(); // the clocks may differ
        assertThat(opened(keys, ticket.text(), PLACE, NOW + 46)).isNull();
        assertThat(opened(keys, ticket.text(), PLACE, NOW - 31)).isNull();
    }

    @Test
    void aKeyCanBeReplaced() {
        TicketKeys both = TicketKeys.parse(SECOND + "\n" + FIRST + "\n");

        assertThat(opened(both, ticket.text(), PLACE, NOW)).isNotNull();
        Ticket later = Ticket.make(both, NOW + 15, PLACE);
        assertThat(opened(TicketKeys.parse(SECOND), later.text(), PLACE, NOW)).isNotNull();
        assertThat(opened(keys, later.text(), PLACE, NOW)).isNull();
    }

    @Test
    void isNoGoodIfMalformed() {
        for (String text : List.of(
                "",
                ".",
                "..",
                ticket.text() + "A",
                ticket.text() + "%00",
                ticket.text().replace('.', ','),
                "x".repeat(100_000),
                ticket.text().replaceFirst("\\.[0-9]+\\.", ".99999999999999999999."))) {
            assertThat(opened(keys, text, PLACE, NOW)).isNull();
        }
    }

    private static @Nullable Ticket opened(TicketKeys keys, String text, Place place, long now) {
        return Ticket.open(keys, text, place, now, 30);
    }
}
