package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.jettyferry.jetty.BlobLayout.ENTRIES;
import static org.jettyferry.jetty.BlobLayout.HASH_MAP;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.blob.Hostile.Value;
import org.jettyferry.jetty.BlobLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes give a session, or a refusal that names the reason and the byte, at a bounded cost. */
class HostileBlobTest {
    private static final int MUTATIONS = Integer.getInteger("ferry.mutations", 2_000);
    private static final int STEP = Integer.getInteger("ferry.truncation.step", 1999);
    private static final long MEGABYTE = 1 << 20;

    /** The smallest and the fullest sessions of each layout. */
    private static final List<byte[]> SAMPLES = Stream.of(
                    "jetty-9.3.30-postgresql", "jetty-9.4.8-postgresql", "jetty-12.1.12-postgresql")
            .flatMap(Corpus::rows)
            .map(Corpus.Row::blob)
            .filter(blob -> blob.length > 100 && blob.length < 100_000)
            .filter(blob -> blob.length < 2_000 || blob.length > 60_000)
            .toList();

    private final BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);

    @Test
    void noTruncatedBlobIsTakenForASession() {
        for (byte[] blob : SAMPLES) {
            int step = blob.length > 4096 ? STEP : 1;
            for (int length = 1; length < blob.length; length += step) {
                int cut = length;
                byte[] head = Arrays.copyOf(blob, cut);
                BlobException refusal = catchThrowableOfType(BlobException.class, () -> codec.inspect(head, cut));
                assertThat(refusal)
                        .as("the first %d of %d bytes", cut, blob.length)
                        .isNotNull();
                assertThat(refusal.offset()).isBetween(0, cut);
            }
        }
    }

    @Test
    void whatFollowsASessionIsRefused() {
        byte[] blob = SAMPLES.get(0);
        byte[] longer = Arrays.copyOf(blob, blob.length + 1);
        assertThat(refusal(codec, longer).code()).isEqualTo(Code.TRAILING_BYTES);
    }

    /** A reset between two attributes, as a writer of its own may make it, or behind the last one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aResetIsUnsupportedWhereverItIs(int attributesBefore) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(2);
            for (int i = 0; i < 2; i++) {
                reset(out, i == attributesBefore);
                out.writeUTF("a" + i);
                out.writeBoolean(false);
                out.writeObject("value");
            }
            reset(out, attributesBefore == 2);
        }
        assertThat(refusal(codec, bytes.toByteArray()).code()).isEqualTo(Code.UNSUPPORTED);
    }

    private static void reset(ObjectOutputStream out, boolean now) throws IOException {
        if (now) {
            out.reset();
        }
    }

    @Test
    void mutationsAreMigratedOrRefusedButNothingElse() {
        Map<Code, Integer> refusals = new TreeMap<>();
        Random random = new Random(1);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] blob = mutate(SAMPLES.get(random.nextInt(SAMPLES.size())).clone(), random);
            BlobLayout target = random.nextBoolean() ? ENTRIES : HASH_MAP;
            try {
                Transcoded migrated = codec.transcode(blob, blob.length, target);
                assertThat(migrated.length()).isLessThan(2 * blob.length + 1000);
                byte[] copy = migrated.toByteArray();
                assertThat(codec.transcode(copy, copy.length, target).toByteArray())
                        .isEqualTo(copy);
            } catch (BlobException e) {
                refusals.merge(e.code(), 1, Integer::sum);
            }
        }
        assertThat(refusals).hasSizeGreaterThan(5);
    }

    static Stream<Arguments> absurdities() {
        return Stream.of(
                hostile("array of 2^31-1", Code.TRUNCATED, out -> {
                    out.writeByte(TC_ARRAY);
                    Hostile.plainClass(out, "[Ljava.lang.Object;", SC_SERIALIZABLE);
                    out.writeInt(Integer.MAX_VALUE);
                }),
                hostile("array of 2^31-1 longs", Code.TRUNCATED, out -> {
                    out.writeByte(TC_ARRAY);
                    Hostile.plainClass(out, "[J", SC_SERIALIZABLE);
                    out.writeInt(Integer.MAX_VALUE);
                }),
                hostile("array of -1", Code.BAD_LENGTH, out -> {
                    out.writeByte(TC_ARRAY);
                    Hostile.plainClass(out, "[I", SC_SERIALIZABLE);
                    out.writeInt(-1);
                }),
                hostile("string of 2^63-1", Code.TRUNCATED, out -> {
                    out.writeByte(TC_LONGSTRING);
                    out.writeLong(Long.MAX_VALUE);
                }),
                hostile("string of -1", Code.BAD_LENGTH, out -> {
                    out.writeByte(TC_LONGSTRING);
                    out.writeLong(-1);
                }),
                hostile("block of -1", Code.BAD_LENGTH, out -> {
                    out.writeByte(TC_OBJECT);
                    Hostile.plainClass(out, "A", SC_SERIALIZABLE | SC_WRITE_METHOD);
                    out.writeByte(TC_BLOCKDATALONG);
                    out.writeInt(-1);
                }),
                hostile("block of 2^31-1", Code.TRUNCATED, out -> {
                    out.writeByte(TC_OBJECT);
                    Hostile.plainClass(out, "A", SC_SERIALIZABLE | SC_WRITE_METHOD);
                    out.writeByte(TC_BLOCKDATALONG);
                    out.writeInt(Integer.MAX_VALUE);
                }),
                hostile("fields 65535", Code.BAD_LENGTH, out -> {
                    out.writeByte(TC_OBJECT);
                    Hostile.classDescription(out, "A", SC_SERIALIZABLE, 0xffff);
                }),
                hostile("interfaces 2^31-1", Code.TRUNCATED, out -> {
                    out.writeByte(TC_OBJECT);
                    out.writeByte(TC_PROXYCLASSDESC);
                    out.writeInt(Integer.MAX_VALUE);
                }),
                hostile("handle beyond", Code.BAD_REFERENCE, out -> {
                    out.writeByte(TC_REFERENCE);
                    out.writeInt(baseWireHandle + 3);
                }),
                hostile("handle before", Code.BAD_REFERENCE, out -> {
                    out.writeByte(TC_REFERENCE);
                    out.writeInt(Integer.MIN_VALUE);
                }),
                hostile("class that is an object", Code.BAD_REFERENCE, out -> {
                    out.writeByte(TC_OBJECT);
                    out.writeByte(TC_REFERENCE);
                    out.writeInt(baseWireHandle + 2);
                }),
                hostile("object of no class", Code.BAD_REFERENCE, out -> out.write(new byte[] {TC_OBJECT, TC_NULL})),
                hostile("its own superclass", Code.BAD_REFERENCE, out -> {
                    out.writeByte(TC_OBJECT);
                    Hostile.classDescription(out, "A", SC_SERIALIZABLE, 0);
                    out.writeByte(TC_ENDBLOCKDATA);
                    out.writeByte(TC_REFERENCE);
                    out.writeInt(baseWireHandle + 3);
                }),
                hostile("array of no array class", Code.BAD_STREAM, out -> {
                    out.writeByte(TC_ARRAY);
                    Hostile.plainClass(out, "java.lang.Object", SC_SERIALIZABLE);
                    out.writeInt(0);
                }),
                hostile("reset", Code.UNSUPPORTED, out -> out.writeByte(TC_RESET)),
                hostile("exception", Code.UNSUPPORTED, out -> out.writeByte(TC_EXCEPTION)),
                hostile("externalizable of protocol 1", Code.UNSUPPORTED, out -> {
                    out.writeByte(TC_OBJECT);
                    Hostile.plainClass(out, "A", SC_EXTERNALIZABLE);
                }),
                hostile("unknown tag", Code.BAD_STREAM, out -> out.writeByte(0x20)),
                hostile("malformed string", Code.BAD_STREAM, out -> {
                    out.writeByte(TC_STRING);
                    out.writeShort(1);
                    out.writeByte(0xff);
                }),
                hostile("arrays nested 3,000,000 deep", Code.TOO_DEEP, out -> {
                    out.writeByte(TC_ARRAY);
                    Hostile.plainClass(out, "[Ljava.lang.Object;", SC_SERIALIZABLE);
                    for (int i = 0; i < 3_000_000; i++) {
                        out.writeInt(1);
                        out.writeByte(TC_ARRAY);
                        out.writeByte(TC_REFERENCE);
                        out.writeInt(baseWireHandle + 3);
                    }
                }),
                hostile("200,000 superclasses", Code.TOO_LARGE, out -> {
                    out.writeByte(TC_OBJECT);
                    for (int i = 0; i < 200_000; i++) {
                        Hostile.classDescription(out, "A", SC_SERIALIZABLE, 0);
                        out.writeByte(TC_ENDBLOCKDATA);
                    }
                }),
                hostile("300 superclasses", Code.TOO_DEEP, out -> {
                    out.writeByte(TC_OBJECT);
                    for (int i = 0; i < 300; i++) {
                        Hostile.classDescription(out, "A", SC_SERIALIZABLE, 0);
                        out.writeByte(TC_ENDBLOCKDATA);
                    }
                    out.writeByte(TC_NULL);
                }),
                hostile("200,000 objects in annotations of classes", Code.TOO_DEEP, out -> {
                    for (int i = 0; i < 200_000; i++) {
                        out.writeByte(TC_OBJECT);
                        Hostile.classDescription(out, "A", SC_SERIALIZABLE, 0);
                    }
                }),
                hostile("2,000,000 classes", Code.TOO_LARGE, out -> {
                    out.writeByte(TC_OBJECT);
                    Hostile.classDescription(out, "A", SC_SERIALIZABLE, 0);
                    for (int i = 0; i < 2_000_000; i++) {
                        Hostile.plainClass(out, "A", SC_SERIALIZABLE);
                    }
                }),
                hostile("6,000,000 empty strings", Code.TOO_LARGE, out -> {
                    out.writeByte(TC_ARRAY);
                    Hostile.plainClass(out, "[Ljava.lang.Object;", SC_SERIALIZABLE);
                    out.writeInt(6_000_000);
                    for (int i = 0; i < 6_000_000; i++) {
                        out.writeByte(TC_STRING);
                        out.writeShort(0);
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("absurdities")
    void absurditiesAreRefusedForLittleMemory(String name, Code code, Value value) throws Exception {
        byte[] blob = Hostile.session(value);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        BlobException refusal = refusal(codec, blob);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(refusal.code()).isEqualTo(code);
        // An array that grows is copied each time, so the sum is up to twice what is in use.
        assertThat(allocated).isLessThan(code == Code.TOO_LARGE ? 300 * MEGABYTE : 8 * MEGABYTE);
    }

    @Test
    void objectsOfManyEmptySuperclassesCostNoMoreThanOthers() throws Exception {
        byte[] blob = Hostile.session(out -> {
            out.writeByte(TC_ARRAY);
            Hostile.plainClass(out, "[Ljava.lang.Object;", SC_SERIALIZABLE);
            out.writeInt(500_000);
            out.writeByte(TC_OBJECT);
            for (int i = 0; i < 250; i++) {
                Hostile.classDescription(out, "A", SC_SERIALIZABLE, 0);
                out.writeByte(TC_ENDBLOCKDATA);
            }
            out.writeByte(TC_NULL);
            for (int i = 1; i < 500_000; i++) {
                out.writeByte(TC_OBJECT);
                out.writeByte(TC_REFERENCE);
                out.writeInt(baseWireHandle + 5);
            }
        });
        assertThat(codec.transcode(blob, blob.length, HASH_MAP).length())
                .isBetween(blob.length - 100, blob.length + 200);
    }

    @Test
    void referencesAreNotFollowed() throws Exception {
        // Sets in sets ("SerialDOS"): an object reader computes the hash of the innermost one 2^100 times.
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> other = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> nextOne = new HashSet<>(List.of("foo"));
            Set<Object> nextOther = new HashSet<>();
            one.addAll(List.of(nextOne, nextOther));
            other.addAll(List.of(nextOne, nextOther));
            one = nextOne;
            other = nextOther;
        }
        byte[] blob = JettyLine.JETTY_9_3.write(Map.of("dos", root));
        assertThat(codec.transcode(blob, blob.length, ENTRIES).length()).isLessThan(2 * blob.length);
    }

    @Test
    void limitsAreKept() throws Exception {
        byte[] blob = SAMPLES.get(0);
        BlobLimits standard = BlobLimits.DEFAULT;
        assertThat(refusal(limited(new BlobLimits(100, 20_000, 256, 20_000, 4_000_000, 64, 1 << 20)), blob)
                        .code())
                .isEqualTo(Code.TOO_LARGE);
        assertThat(refusal(limited(new BlobLimits(standard.maxBytes(), 2, 256, 20_000, 4_000_000, 64, 1 << 20)), blob)
                        .code())
                .isEqualTo(Code.TOO_DEEP);
        assertThat(refusal(limited(new BlobLimits(standard.maxBytes(), 2000, 256, 3, 4_000_000, 64, 1 << 20)), blob)
                        .code())
                .isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void noMessageHoldsWhatTheBlobHolds() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            byte[] blob = mutate(SAMPLES.get(i % SAMPLES.size()).clone(), random);
            try {
                codec.inspect(blob, blob.length);
            } catch (BlobException e) {
                assertThat(e.getMessage())
                        .startsWith(e.code() + " at byte " + e.offset() + ": ")
                        .matches("[\\x20-\\x7e]{20,160}");
            }
        }
    }

    private static BlobCodec limited(BlobLimits limits) {
        return new BlobCodec(BlobOptions.DEFAULT.withLimits(limits));
    }

    private static BlobException refusal(BlobCodec codec, byte[] blob) {
        BlobException refusal = catchThrowableOfType(BlobException.class, () -> codec.inspect(blob, blob.length));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static Arguments hostile(String name, Code code, Value value) {
        return Arguments.of(name, code, value);
    }

    private static byte[] mutate(byte[] blob, Random random) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(Math.min(blob.length, 4000));
            switch (random.nextInt(4)) {
                case 0 -> blob[at] = (byte) random.nextInt();
                case 1 -> blob[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> blob[at] = (byte) (0x70 + random.nextInt(15));
                default -> {
                    int from = random.nextInt(blob.length);
                    int length = Math.min(random.nextInt(40), blob.length - Math.max(at, from));
                    System.arraycopy(blob, from, blob, at, length);
                }
            }
        }
        return blob;
    }
}
