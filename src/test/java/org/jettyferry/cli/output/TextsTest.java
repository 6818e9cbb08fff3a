package org.jettyferry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Numbers, spans and JSON. */
class TextsTest {
    @Test
    void numbersBytesAndSpansAreReadable() {
        assertThat(Texts.number(0)).isEqualTo("0");
        assertThat(Texts.number(999)).isEqualTo("999");
        assertThat(Texts.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Texts.number(-1000)).isEqualTo("-1,000");
        assertThat(Texts.number(-100)).isEqualTo("-100");
        assertThat(Texts.bytes(999)).isEqualTo("999 bytes");
        assertThat(Texts.bytes(1_500)).isEqualTo("1.5 kB");
        assertThat(Texts.bytes(12_345_678)).isEqualTo("12.3 MB");
        assertThat(Texts.bytes(5_000_000_000_000_000L)).isEqualTo("5,000.0 TB");
        assertThat(Texts.duration(250)).isEqualTo("250 ms");
        assertThat(Texts.duration(61_000)).isEqualTo("1 min 1 s");
        assertThat(Texts.duration(90_000_000)).isEqualTo("1 d 1 h");
        assertThat(Texts.counts(Map.of("a", 1L, "", 3L, "b", 2000L))).containsExactly("b 2,000", "'' 3", "a 1");
    }

    @Test
    void jsonKeepsTheOrderAndEscapes() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("b", List.of(1, "zwei \"2\""));
        view.put("a", Optional.empty());
        view.put("c", true);

        StringWriter shown = new StringWriter();
        Json.print(new PrintWriter(shown, true), view);

        assertThat(shown.toString().replaceAll("\\s", ""))
                .isEqualTo("{\"b\":[1,\"zwei\\\"2\\\"\"],\"a\":null,\"c\":true}");
    }
}
