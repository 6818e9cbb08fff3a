package org.jettyferry.blob;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing buffer for the result, kept from one blob to the next. */
final class ByteWriter {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int INITIAL = 1 << 12;
    /** A larger buffer, which a giant blob needed, is not kept. */
    private static final int KEEP = 1 << 22;

    private static final byte[] NOTHING = {};

    byte[] bytes = new byte[INITIAL];
    int length;

    void clear() {
        if (bytes.length > KEEP) {
            bytes = new byte[INITIAL];
        }
        length = 0;
    }

    /** Makes room for a large result at once: growing step by step would hold two large buffers at a time. */
    void expect(int count) {
        if (count > KEEP && bytes.length < count) {
            bytes = NOTHING;
            bytes = new byte[count];
        }
    }

    void u1(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void u2(int value) {
        ensure(2);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    void i4(int value) {
        ensure(4);
        bytes[length++] = (byte) (value >> 24);
        bytes[length++] = (byte) (value >> 16);
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    /** Overwrites the four bytes that begin so many bytes before the end. */
    void overwrite(int beforeEnd, int value) {
        INTS.set(bytes, length - beforeEnd, value);
    }

    void put(byte[] from) {
        put(from, 0, from.length);
    }

    void put(byte[] from, int start, int end) {
        int count = end - start;
        ensure(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
    }

    /** Returns a string as {@code writeUTF} writes it: its length in two bytes, then the text. */
    static byte[] utf(String text) {
        byte[] encoded = ModifiedUtf.encode(text);
        return ByteBuffer.allocate(encoded.length + 2)
                .putShort((short) encoded.length)
                .put(encoded)
                .array();
    }

    static byte[] longBytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private void ensure(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
    }
}
