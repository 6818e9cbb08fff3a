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
class FormatsTest {
    @Test
    void numbersBytesAndSpansAreReadable() {
        assertThat(Formats.number(0)).isEqualTo("0");
        assertThat(Formats.number(999)).isEqualTo("999");
        assertThat(Formats.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Formats.number(-1000)).isEqualTo("-1,000");
        assertThat(Formats.number(-100)).isEqualTo("-100");
        assertThat(Formats.bytes(999)).isEqualTo("999 bytes");
        assertThat(Formats.bytes(1_500)).isEqualTo("1.5 kB");
        assertThat(Formats.bytes(12_345_678)).isEqualTo("12.3 MB");
        assertThat(Formats.bytes(5_000_000_000_000_000L)).isEqualTo("5,000.0 TB");
        assertThat(Formats.duration(250)).isEqualTo("250 ms");
        assertThat(Formats.duration(61_000)).isEqualTo("1 min 1 s");
        assertThat(Formats.duration(90_000_000)).isEqualTo("1 d 1 h");
        assertThat(Formats.counts(Map.of("a", 1L, "", 3L, "b", 2000L))).containsExactly("b 2,000", "'' 3", "a 1");
    }

    @Test
    void jsonKeepsTheOrderAndEscapes() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("b", List.of(1, "zwei \"2\""));
        view.put("a", Optional.empty());
        view.put("c", true);

        StringWriter shown = new StringWriter();
        JsonPrinter.print(new PrintWriter(shown, true), view);

        assertThat(shown.toString().replaceAll("\\s", ""))
                .isEqualTo("{\"b\":[1,\"zwei\\\"2\\\"\"],\"a\":null,\"c\":true}");
    }
}
