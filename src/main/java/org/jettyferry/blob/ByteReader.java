package org.jettyferry.blob;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jettyferry.blob.BlobException.Code;

/**
 * The blob that is being read. Every access is checked against its end, since any length in it may be a lie. Methods
 * are named by type: {@code u2} is an unsigned integer of two bytes, {@code i4} a signed one of four.
 */
final class ByteReader {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NOTHING = {};

    byte[] bytes = NOTHING;
    int end;

    void open(byte[] blob, int length) {
        bytes = blob;
        end = length;
    }

    void close() {
        open(NOTHING, 0);
    }

    int u1(int at) throws BlobException {
        if (at >= end) {
            throw truncated(at);
        }
        return bytes[at] & 0xff;
    }

    int u2(int at) throws BlobException {
        if (end - at < 2) {
            throw truncated(at);
        }
        return (short) SHORTS.get(bytes, at) & 0xffff;
    }

    int i4(int at) throws BlobException {
        if (end - at < 4) {
            throw truncated(at);
        }
        return (int) INTS.get(bytes, at);
    }

    long i8(int at) throws BlobException {
        if (end - at < 8) {
            throw truncated(at);
        }
        return (long) LONGS.get(bytes, at);
    }

    /** Returns the position after so many bytes, and refuses a length that reaches beyond the blob. */
    int skip(int at, long count) throws BlobException {
        if (count < 0) {
            throw new BlobException(Code.BAD_LENGTH, at, "a length is negative");
        }
        if (count > end - at) {
            throw truncated(at);
        }
        return at + (int) count;
    }

    /** Reads a count of things that take at least so many bytes each, and refuses one that cannot fit. */
    int count(int at, int bytesEach) throws BlobException {
        int count = i4(at);
        skip(at + 4, (long) count * bytesEach);
        return count;
    }

    /** Returns whether these bytes are here; false if the blob ends before. */
    boolean holds(int at, byte[] expected) {
        if (end - at < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Checks that so many bytes are modified UTF-8, and returns the position after them. */
    int skipUtf(int at, long length) throws BlobException {
        int to = skip(at, length);
        int bad = ModifiedUtf.firstBad(bytes, at, to);
        if (bad >= 0) {
            throw new BlobException(Code.BAD_STREAM, bad, "a string is not modified UTF-8");
        }
        return to;
    }

    BlobException truncated(int at) {
        return new BlobException(Code.TRUNCATED, Math.min(at, end), "more bytes are announced than the blob has");
    }
}
