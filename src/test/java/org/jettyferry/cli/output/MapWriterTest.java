package org.jettyferry.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jettyferry.cli.output.MapWriter.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a balancer must read as it is meant. */
class MapWriterTest {
    @Test
    void haproxyHasKeyBlankValue() {
        assertThat(lines(Form.HAPROXY_MAP, "/acme", "acme.example.com", "a\"b\\c", "żółw"))
                .containsExactly(
                        "/acme green", "acme.example.com green", "a\"b\\c green", "żółw green", "# end: 4 names");
        assertThat(lines(Form.HAPROXY_MAP)).containsExactly("# end: 0 names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a\tb", "#acme", "a\nb green", "a\rb", "a\u2003b", "a\u0000b", "a\u0085b"})
    void haproxyCannotHoldBlanksNorComments(String name) {
        assertThat(writer(Form.HAPROXY_MAP).fault(entry(name, "green"))).isPresent();
    }

    /** As nginx's reader takes them apart: first quotes and backslashes, then a backslash before a key. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/acme, \"/acme\" green;",
                "two words, \"two words\" green;",
                "a\"b, \"a\\\"b\" green;",
                "a\\b, \"a\\\\b\" green;",
                "a;b{c}, \"a;b{c}\" green;",
                "#acme, \"#acme\" green;",
                "~^acme, \"\\\\~^acme\" green;",
                "\\acme, \"\\\\\\\\acme\" green;",
                "default, \"\\\\default\" green;",
                "hostnames, \"\\\\hostnames\" green;",
                "include, \"\\\\include\" green;",
                "$host, \"$host\" green;"
            })
    void nginxHasQuotes(String name, String line) {
        assertThat(lines(Form.NGINX_MAP, name)).containsExactly(line, "# end: 1 name");
    }

    @Test
    void nginxCannotHoldLineEndsNorVariables() {
        MapWriter writer = writer(Form.NGINX_MAP);

        assertThat(writer.fault(entry("a\nb", "green"))).isPresent();
        assertThat(writer.fault(entry("acme", "gr$een"))).isPresent();
        assertThat(writer.fault(entry("two words", "the green one"))).isEmpty();
    }

    @Test
    void jsonHoldsAll() {
        List<String> names = List.of("/acme", "two words", "a\"b\\c\n\u0000", "</script>");
        StringWriter text = new StringWriter();
        MapWriter writer = Form.JSON.to(new PrintWriter(text));
        names.forEach(name -> writer.add(entry(name, "gr\"een")));
        writer.end();

        JsonArray array = JsonParser.parseString(text.toString()).getAsJsonArray();
        assertThat(array).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(array.get(i).getAsJsonObject().get("name").getAsString()).isEqualTo(names.get(i));
            assertThat(array.get(i).getAsJsonObject().get("server").getAsString())
                    .isEqualTo("gr\"een");
        }
        assertThat(lines(Form.JSON)).containsExactly("[]");
    }

    private static List<String> lines(Form form, String... names) {
        StringWriter text = new StringWriter();
        MapWriter writer = form.to(new PrintWriter(text));
        for (String name : names) {
            assertThat(writer.fault(entry(name, "green"))).isEmpty();
            writer.add(entry(name, "green"));
        }
        writer.end();
        return text.toString().lines().toList();
    }

    private static MapWriter writer(Form form) {
        return form.to(new PrintWriter(new StringWriter()));
    }

    private static MapWriter.Entry entry(String name, String server) {
        return new MapWriter.Entry(name, "42", "shop_1", server);
    }
}
