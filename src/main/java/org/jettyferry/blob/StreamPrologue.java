package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.SC_SERIALIZABLE;
import static java.io.ObjectStreamConstants.SC_WRITE_METHOD;
import static java.io.ObjectStreamConstants.TC_CLASSDESC;
import static java.io.ObjectStreamConstants.TC_ENDBLOCKDATA;
import static java.io.ObjectStreamConstants.TC_NULL;
import static java.io.ObjectStreamConstants.TC_OBJECT;
import static java.io.ObjectStreamConstants.TC_STRING;

import java.util.Arrays;

/**
 * The bytes that every session of a layout begins with. The specification and the serialVersionUIDs of the JDK fix
 * them, so they are built once and compared or copied as a whole.
 */
final class StreamPrologue {
    /** The position of the name of the first object's class. */
    static final int TOP_CLASS = 6;

    static final byte[] HEADER = {(byte) 0xac, (byte) 0xed, 0, 5};

    /** A class description, like the others here from the length of the name to the end of the annotation. */
    static final byte[] HASH_MAP =
            description("java.util.HashMap", 0x0507dac1c31660d1L, true, "FloadFactor", "Ithreshold");

    static final byte[] INTEGER = description("java.lang.Integer", 0x12e2a0a4f7818738L, false, "Ivalue");

    static final byte[] NUMBER = description("java.lang.Number", 0x86ac951d0b94e08bL, false);

    static final byte[] CONCURRENT_MAP_NAME = ByteWriter.utf("java.util.concurrent.ConcurrentHashMap");

    static final byte[] UNMODIFIABLE_MAP = unmodifiableMap();

    static final float LOAD_FACTOR = 0.75f;

    private static final int FEWEST_BUCKETS = 16;
    private static final int MOST_BUCKETS = 1 << 30;

    private StreamPrologue() {}

    /** Writes the beginning of layout HASH_MAP, up to and including the class of the map. */
    static void beginMap(ByteWriter out) {
        out.put(HEADER);
        out.u1(TC_OBJECT);
        out.u1(TC_CLASSDESC);
        out.put(HASH_MAP);
        out.u1(TC_NULL);
    }

    /** Writes the beginning of layout ENTRIES, up to and including the count. */
    static void beginEntries(ByteWriter out, int count) {
        out.put(HEADER);
        out.u1(TC_OBJECT);
        out.u1(TC_CLASSDESC);
        out.put(INTEGER);
        out.u1(TC_CLASSDESC);
        out.put(NUMBER);
        out.u1(TC_NULL);
        out.i4(count);
    }

    /** Returns the buckets that a HashMap has after so many entries were put into it, by default settings. */
    static int buckets(int size) {
        int buckets = FEWEST_BUCKETS;
        while (buckets < MOST_BUCKETS && buckets * LOAD_FACTOR < size) {
            buckets *= 2;
        }
        return buckets;
    }

    private static byte[] description(String name, long uid, boolean writeMethod, String... primitives) {
        ByteWriter out = new ByteWriter();
        begin(out, name, uid, writeMethod, primitives.length);
        for (String field : primitives) {
            out.u1(field.charAt(0));
            out.put(ByteWriter.utf(field.substring(1)));
        }
        return end(out);
    }

    private static byte[] unmodifiableMap() {
        ByteWriter out = new ByteWriter();
        begin(out, "java.util.Collections$UnmodifiableMap", 0xf1a5a8fe74f50742L, false, 1);
        out.u1('L');
        out.put(ByteWriter.utf("m"));
        out.u1(TC_STRING);
        out.put(ByteWriter.utf("Ljava/util/Map;"));
        return end(out);
    }

    private static void begin(ByteWriter out, String name, long uid, boolean writeMethod, int fields) {
        out.put(ByteWriter.utf(name));
        out.put(ByteWriter.longBytes(uid));
        out.u1(writeMethod ? SC_SERIALIZABLE | SC_WRITE_METHOD : SC_SERIALIZABLE);
        out.u2(fields);
    }

    private static byte[] end(ByteWriter out) {
        out.u1(TC_ENDBLOCKDATA);
        return Arrays.copyOf(out.bytes, out.length);
    }
}
