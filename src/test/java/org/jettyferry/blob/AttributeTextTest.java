package org.jettyferry.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The codec reads the text of an attribute as each line of Jetty has written it. */
class AttributeTextTest {
    private final BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);

    @Test
    void textsAreReadAndNothingElse() throws Exception {
        for (JettyLine line : List.of(JettyLine.JETTY_9_3, JettyLine.JETTY_9_4, JettyLine.JETTY_12_1)) {
            readAll(line);
        }
    }

    private void readAll(JettyLine line) throws Exception {
        String tenant = "Zürich ✓ 👍";
        String longer = "long ".repeat(20_000);
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("first", tenant);
        session.put("tenant", tenant); // a reference to the same string
        session.put("class", new SampleClasses.Plain(1, "x"));
        session.put("itself", "itself");
        session.put("number", 42L);
        session.put("longer", longer);
        session.put("empty", "");
        byte[] blob = line.write(session);
        assertThat(text(blob, "first")).isEqualTo(texted(tenant));
        assertThat(text(blob, "tenant")).isEqualTo(texted(tenant));
        assertThat(text(blob, "itself")).isEqualTo(texted("itself"));
        assertThat(text(blob, "longer")).isEqualTo(texted(longer));
        assertThat(text(blob, "empty")).isEqualTo(texted(""));
        assertThat(text(blob, "number")).isEqualTo(AttributeText.NO_TEXT);
        assertThat(text(blob, "class")).isEqualTo(AttributeText.NO_TEXT);
        assertThat(text(blob, "tenan")).isEqualTo(AttributeText.ABSENT);
        assertThat(text(blob, "first*")).isEqualTo(AttributeText.ABSENT);
    }

    @Test
    void withoutASoundBlobThereIsNoAnswer() throws Exception {
        assertThat(codec.text(null, 0, "tenant")).isEqualTo(AttributeText.ABSENT);
        byte[] broken = "no stream".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> text(broken, "tenant")).isInstanceOf(BlobException.class);
    }

    private AttributeText text(byte[] blob, String name) throws BlobException {
        return codec.text(blob, blob.length, name);
    }

    private static AttributeText texted(String text) {
        return new AttributeText(AttributeText.Kind.TEXT, text);
    }
}
