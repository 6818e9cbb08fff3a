package org.jettyferry.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.jettyferry.jetty.BlobLayout.ENTRIES;
import static org.jettyferry.jetty.BlobLayout.HASH_MAP;

import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.MultiMap;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.blob.BlobReport.StoredClass;
import org.jettyferry.blob.SampleClasses.After;
import org.jettyferry.blob.SampleClasses.Before;
import org.jettyferry.blob.SampleClasses.Handler;
import org.jettyferry.blob.SampleClasses.Plain;
import org.jettyferry.jetty.BlobLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of the codec by itself; {@link ReadingSearchTest} has the rules for classes in doubt. */
class BlobCodecTest {
    private static final String SAMPLES = "org.jettyferry.blob.SampleClasses";

    private final BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);

    @ParameterizedTest
    @EnumSource(
            value = BlobLayout.class,
            names = {"HASH_MAP", "ENTRIES"})
    void aMissingOrEmptyBlobBecomesASessionWithoutAttributes(BlobLayout target) throws Exception {
        for (byte[] blob : new byte[][] {null, {}}) {
            Transcoded repaired = codec.transcode(blob, 0, target);
            assertThat(repaired.repaired()).isTrue();
            JettyLine line = target == ENTRIES ? JettyLine.JETTY_12_1 : JettyLine.JETTY_9_3;
            assertThat(repaired.toByteArray()).isEqualTo(line.write(Map.of()));
            assertThat(line.read(repaired.toByteArray())).isEmpty();
        }
    }

    @Test
    void theResultIsByteForByteWhatJettyWouldHaveWritten() throws Exception {
        List<Object> values = List.of("text", 5, 5L, new HashMap<>(Map.of("key", "value")), new int[3], List.of("x"));
        for (Object value : values) {
            Map<String, Object> session = Map.of("name", value);
            byte[] map = JettyLine.JETTY_9_3.write(session);
            byte[] entries = JettyLine.JETTY_12_1.write(session);
            // Jetty marks arrays for the wrong loader; the codec does not.
            byte[] corrected = migrate(codec, entries, ENTRIES);
            assertThat(migrate(codec, map, ENTRIES)).as("%s", value).isEqualTo(corrected);
            assertThat(migrate(codec, entries, HASH_MAP)).as("%s", value).isEqualTo(map);
        }
    }

    @Test
    void anAttributeThatIsTheCountItselfStaysAnInteger() throws Exception {
        Map<String, Object> session = new LinkedHashMap<>(Map.of("two", 2, "other", 2));
        byte[] entries = JettyLine.JETTY_12_1.write(session);
        assertThat(migrate(codec, entries, ENTRIES)).isEqualTo(entries);
        assertThat(JettyLine.JETTY_9_3.read(migrate(codec, entries, HASH_MAP))).isEqualTo(session);
        byte[] fewer = migrate(new BlobCodec(BlobOptions.DEFAULT.dropping(List.of("other"))), entries, ENTRIES);
        assertThat(JettyLine.JETTY_12_1.read(fewer)).isEqualTo(Map.of("two", 2));
    }

    @Test
    void whatADroppedAttributeSharedIsKept() throws Exception {
        Plain shared = new Plain(7, "shared");
        shared.link(new ArrayList<>(List.of(shared, "inner")));
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("secret.one", new Object[] {shared, "gone"});
        session.put("secret.two", shared.other);
        session.put("secret", "kept");
        session.put("kept", shared);
        session.put("list", List.of(shared, shared.other));
        BlobCodec dropping = new BlobCodec(BlobOptions.DEFAULT.dropping(List.of("secret.*", "absent")));
        for (JettyLine line : JettyLine.all()) {
            byte[] blob = line.write(session);
            Transcoded migrated = dropping.transcode(blob, blob.length, line.writes());
            assertThat(migrated.changes().dropped()).isEqualTo(2);
            assertThat(migrated.changes().attributes()).isEqualTo(3);
            Map<String, Object> read = line.read(migrated.toByteArray());
            assertThat(read.keySet()).containsExactlyInAnyOrder("secret", "kept", "list");
            Plain kept = (Plain) read.get("kept");
            assertThat(kept.other).isEqualTo(((List<?>) read.get("list")).get(1));
            assertThat(((List<?>) read.get("list")).get(0)).isSameAs(kept);
            assertThat(((List<?>) kept.other).get(0)).isSameAs(kept);
        }
    }

    @Test
    void nullValuesAreDroppedAndCounted() throws Exception {
        Map<String, Object> session = new HashMap<>();
        session.put("nothing", null);
        session.put("something", 1);
        byte[] blob = JettyLine.JETTY_9_3.write(session);
        Transcoded migrated = codec.transcode(blob, blob.length, ENTRIES);
        assertThat(migrated.changes().nullValues()).isEqualTo(1);
        assertThat(JettyLine.JETTY_12_1.read(migrated.toByteArray())).isEqualTo(Map.of("something", 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 251, 252, 253, 1021, 1022, 2045, 2046, 3000, 65535})
    void namesOfAnyLengthAreMigrated(int length) throws Exception {
        Map<String, Object> session = Map.of("n".repeat(length), "value");
        byte[] entries = JettyLine.JETTY_12_1.write(session);
        assertThat(migrate(codec, entries, ENTRIES)).isEqualTo(entries);
        assertThat(migrate(codec, JettyLine.JETTY_9_3.write(session), ENTRIES)).isEqualTo(entries);
        assertThat(migrate(codec, entries, HASH_MAP)).isEqualTo(JettyLine.JETTY_9_3.write(session));
    }

    @Test
    void whatTheOtherLayoutCannotHoldIsRefused() throws Exception {
        assertThat(refusal(Map.of("n".repeat(65536), "value"), ENTRIES)).isEqualTo(Code.NAME_TOO_LONG);
        assertThat(refusal(Map.of(1, "value"), ENTRIES)).isEqualTo(Code.NAME_NOT_A_STRING);
        Map<String, Object> self = new HashMap<>();
        self.put("self", new Object[] {self});
        assertThat(refusal(self, ENTRIES)).isEqualTo(Code.SELF_REFERENCE);
        byte[] blob = serialize((Serializable) self);
        assertThat(migrate(codec, blob, HASH_MAP)).isEqualTo(blob);
        assertThat(refusal(Map.of(), BlobLayout.UNKNOWN)).isNull();
    }

    @Test
    void otherFirstObjectsAreNoSessions() throws Exception {
        for (Object other : List.of("text", new LinkedHashMap<>(), 1L, new int[1], Map.of("a", 1))) {
            byte[] blob = serialize((Serializable) other);
            assertThat(catchThrowableOfType(BlobException.class, () -> codec.inspect(blob, blob.length)))
                    .extracting(BlobException::code)
                    .isEqualTo(Code.NOT_A_SESSION);
        }
        assertThat(JettyLine.JETTY_9_3.read(migrate(codec, JettyLine.JETTY_9_3.write(Map.of()), HASH_MAP)))
                .as("the codec works on after a refusal")
                .isEmpty();
    }

    @Test
    void loaderFlagsAreTrueForClassesOfJettyAlone() throws Exception {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("array", new Object[] {new Plain(1, "x")});
        session.put("jetty", JettyLine.JETTY_9_4.newInstance("org.eclipse.jetty.util.MultiMap"));
        byte[] blob = JettyLine.JETTY_9_4.write(session);
        Transcoded same = codec.transcode(blob, blob.length, ENTRIES);
        int wrong = same.changes().loaderFlags();
        byte[] corrected = same.toByteArray();
        assertThat(wrong).isLessThanOrEqualTo(1);
        assertThat(codec.transcode(corrected, corrected.length, ENTRIES)
                        .changes()
                        .loaderFlags())
                .isZero();
        assertThat(JettyLine.JETTY_9_4.read(corrected)).containsKey("jetty");
        byte[] fromMap = migrate(codec, migrate(codec, blob, HASH_MAP), ENTRIES);
        assertThat(JettyLine.JETTY_9_4.read(fromMap)).containsKey("jetty");
    }

    /** Jetty writes false for a class of Jetty that the web application brings: the server has another one, or none. */
    @Test
    void aLoaderFlagThatIsFalseStays() throws Exception {
        MultiMap<String> brought = new MultiMap<>();
        brought.add("a", "b");
        byte[] blob = JettyLine.JETTY_9_4.write(Map.of("jetty", brought));

        Transcoded same = codec.transcode(blob, blob.length, ENTRIES);

        assertThat(same.changes().loaderFlags()).isZero();
        assertThat(same.toByteArray()).isEqualTo(blob);
        assertThat(JettyLine.JETTY_9_4.read(blob)).isEqualTo(Map.of("jetty", brought));
    }

    @Test
    void classesAreRenamedWhereverTheyAreNamed() throws Exception {
        Before.Thing thing = new Before.Thing();
        thing.next = new Before.Thing();
        thing.all = new Before.Thing[] {thing, thing.next};
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("thing", thing);
        session.put("things", new Before.Thing[][] {thing.all});
        session.put("signature", ("L" + SAMPLES.replace('.', '/') + "$Before$Thing;").intern());
        session.put(
                "proxy",
                Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Before.Marker.class}, new Handler("content")));
        BlobCodec renaming = new BlobCodec(BlobOptions.DEFAULT
                .renaming(SAMPLES + "$Before", SAMPLES + "$After")
                .renaming(SAMPLES + "$Bef", "not.on.a.boundary")
                .withSerialVersionUid(SAMPLES + "$After$Thing", 11));
        for (JettyLine line : JettyLine.all()) {
            for (JettyLine reader : JettyLine.all()) {
                byte[] migrated = migrate(renaming, line.write(session), reader.writes());
                Map<String, Object> read = reader.read(migrated);
                After.Thing renamed = (After.Thing) read.get("thing");
                assertThat(renamed.all).containsExactly(renamed, renamed.next);
                assertThat(renamed.type).isEqualTo(After.Thing[].class);
                assertThat(renamed.kind).isEqualTo(After.Kind.GOOD);
                assertThat(renamed.text).isEqualTo(thing.text);
                assertThat(((After.Thing[][]) read.get("things"))[0]).isSameAs(renamed.all);
                assertThat(read.get("signature")).isEqualTo(session.get("signature"));
                assertThat(read.get("proxy")).isInstanceOf(After.Marker.class);
            }
        }
    }

    @Test
    void classesOfTheJavaPlatformKeepTheirNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> BlobOptions.DEFAULT.renaming("java.util", "other"));
    }

    @Test
    void aReportNamesAttributesAndClassesButNoValues() throws Exception {
        byte[] blob = JettyLine.JETTY_12_1.write(Map.of("cart", new Plain(1, "password")));
        BlobReport report = codec.inspect(blob, blob.length);
        assertThat(report.layout()).isEqualTo(ENTRIES);
        assertThat(report.attributes()).containsExactly("cart");
        assertThat(report.classes())
                .contains(new StoredClass(SAMPLES + "$Plain", 1), new StoredClass("[I", 0x4dba602676eab2a5L));
        assertThat(report.toString()).doesNotContain("password");
    }

    private static byte[] migrate(BlobCodec codec, byte[] blob, BlobLayout target) throws BlobException {
        return codec.transcode(blob, blob.length, target).toByteArray();
    }

    /** Returns the reason why a map is refused, or null. */
    private Code refusal(Map<?, ?> map, BlobLayout target) throws Exception {
        byte[] blob = serialize((Serializable) (map instanceof HashMap ? map : new HashMap<>(map)));
        try {
            codec.transcode(blob, blob.length, target);
            return null;
        } catch (BlobException e) {
            return e.code();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] serialize(Serializable object) throws java.io.IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return Arrays.copyOf(bytes.toByteArray(), bytes.size());
    }
}
