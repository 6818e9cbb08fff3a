package org.jettyferry.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.jettyferry.jetty.BlobLayout.ENTRIES;
import static org.jettyferry.jetty.BlobLayout.HASH_MAP;

import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.blob.SampleClasses.Ambiguous;
import org.jettyferry.blob.SampleClasses.AmbiguousBehind;
import org.jettyferry.blob.SampleClasses.FieldsBehind;
import org.jettyferry.blob.SampleClasses.FieldsBehindNumber;
import org.jettyferry.blob.SampleClasses.Plain;
import org.jettyferry.blob.SampleClasses.WithoutFields;
import org.jettyferry.blob.SampleClasses.WithoutFieldsButObjects;
import org.jettyferry.jetty.BlobLayout;
import org.junit.jupiter.api.Test;

/** Classes that write their default fields later than specified, or not at all; {@link ReadingSearch} explains them. */
class ReadingSearchTest {
    private static final String SAMPLES = "org.jettyferry.blob.SampleClasses";

    private final BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);

    @Test
    void aClassThatLeavesOutItsFieldsIsFoundWithoutKnowingIt() throws Exception {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("objects", new WithoutFieldsButObjects(new Plain(1, "one"), "two"));
        session.put("bytes", new WithoutFields(new byte[] {0x73, 0x72, 0x70, 0x78, 0x71, 0, 0x7e, 0, 0}));
        session.put("plain", new Plain(2, "two"));
        byte[] blob = JettyLine.JETTY_9_3.write(session);
        byte[] migrated = migrate(new BlobCodec(BlobOptions.DEFAULT), blob, ENTRIES);
        BlobCodec withoutFields = new BlobCodec(BlobOptions.DEFAULT.withoutDefaultFields(
                Set.of(SAMPLES + "$WithoutFieldsButObjects", SAMPLES + "$WithoutFields")));
        assertThat(migrated).isEqualTo(migrate(withoutFields, blob, ENTRIES));
        assertThat(JettyLine.JETTY_12_1.read(migrated).keySet()).isEqualTo(session.keySet());
    }

    @Test
    void aClassThatWritesItsFieldsBehindDataOfItsOwnIsFoundWithoutKnowingIt() throws Exception {
        BlobCodec learning = new BlobCodec(BlobOptions.DEFAULT);
        for (int length : new int[] {0, 5, 300, 1020, 2500}) {
            Map<String, Object> session = new LinkedHashMap<>();
            session.put("behind", new FieldsBehind(length, new Plain(1, "one"), new byte[length], "text"));
            session.put("number", new FieldsBehindNumber(7, 8.5, "text"));
            session.put("nested", new FieldsBehind(2, new FieldsBehind(1, "in", new byte[3], "it"), new byte[1], null));
            session.put("plain", new Plain(2, "two"));
            byte[] blob = JettyLine.JETTY_9_3.write(session);
            for (BlobCodec tested : List.of(learning, new BlobCodec(BlobOptions.DEFAULT))) {
                byte[] entries = migrate(tested, blob, ENTRIES);
                assertThat(migrate(tested, blob, HASH_MAP)).isEqualTo(blob);
                assertThat(ObjectGraphs.canonical(new HashMap<>(JettyLine.JETTY_12_1.read(entries))))
                        .isEqualTo(ObjectGraphs.canonical(new HashMap<>(session)));
                byte[] back = migrate(tested, entries, HASH_MAP);
                assertThat(ObjectGraphs.canonical(new HashMap<>(JettyLine.JETTY_9_3.read(back))))
                        .isEqualTo(ObjectGraphs.canonical(new HashMap<>(session)));
            }
        }
    }

    /** Written by JDK 17 with dom4j 1.6.1: a document, an element, a QName, and a second reference to it. */
    @Test
    void dom4jIsMigratedBothWays() throws Exception {
        for (String layout : List.of("map", "entries")) {
            byte[] blob;
            try (InputStream golden = ReadingSearchTest.class.getResourceAsStream("dom4j-1.6.1." + layout)) {
                blob = golden.readAllBytes();
            }
            BlobCodec tested = new BlobCodec(BlobOptions.DEFAULT);
            byte[] entries = migrate(tested, blob, ENTRIES);
            byte[] map = migrate(tested, blob, HASH_MAP);
            assertThat(layout.equals("map") ? map : entries).isEqualTo(blob);
            assertThat(migrate(tested, entries, HASH_MAP)).isEqualTo(map);
            assertThat(migrate(tested, map, ENTRIES)).isEqualTo(entries);
            BlobCodec dropping = new BlobCodec(BlobOptions.DEFAULT.dropping(List.of("document")));
            assertThat(migrate(dropping, blob, ENTRIES).length).isLessThan(entries.length);
        }
    }

    @Test
    void fieldsThatMayComeFirstOrBehindAreRefused() throws Exception {
        byte[] blob = JettyLine.JETTY_9_3.write(Map.of("ambiguous", new AmbiguousBehind()));
        BlobException refusal =
                catchThrowableOfType(BlobException.class, () -> codec.transcode(blob, blob.length, ENTRIES));
        assertThat(refusal.code()).isEqualTo(Code.AMBIGUOUS);
        assertThat(refusal).hasMessageContaining(SAMPLES + "$AmbiguousBehind");
    }

    @Test
    void whatCanBeReadInTwoWaysIsRefusedUntilTheOperatorDecides() throws Exception {
        byte[] blob = JettyLine.JETTY_9_3.write(Map.of("ambiguous", new Ambiguous()));
        BlobException refusal =
                catchThrowableOfType(BlobException.class, () -> codec.transcode(blob, blob.length, ENTRIES));
        assertThat(refusal.code()).isEqualTo(Code.AMBIGUOUS);
        assertThat(refusal).hasMessageContaining(SAMPLES + "$Ambiguous");
        BlobCodec withoutFields =
                new BlobCodec(BlobOptions.DEFAULT.withoutDefaultFields(Set.of(SAMPLES + "$Ambiguous")));
        assertThat(JettyLine.JETTY_12_1.read(migrate(withoutFields, blob, ENTRIES)))
                .containsKey("ambiguous");
        BlobCodec withFields = new BlobCodec(BlobOptions.DEFAULT.withDefaultFields(Set.of(SAMPLES + "$Ambiguous")));
        assertThat(migrate(withFields, blob, HASH_MAP)).isEqualTo(blob);
    }

    private static byte[] migrate(BlobCodec codec, byte[] blob, BlobLayout target) throws BlobException {
        return codec.transcode(blob, blob.length, target).toByteArray();
    }
}
