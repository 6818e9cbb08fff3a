package org.jettyferry.blob;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The encoding of strings in a serialization stream, as {@link java.io.DataInput} defines it: like UTF-8, but the zero
 * character takes two bytes, and a character beyond the BMP is two surrogates of three bytes each. Most strings are
 * plain ASCII, so checks look at eight bytes at a time.
 */
final class ModifiedUtf {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ModifiedUtf() {}

    /** Returns the position of the first byte that {@code ObjectInputStream} would refuse, or -1. */
    static int firstBad(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = afterAscii(bytes, at, to);
            if (at < to) {
                int length = sequenceLength(bytes[at]);
                if (length == 0 || to - at < length || !continues(bytes, at, length)) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    static String decode(byte[] bytes, int from, int to) {
        if (afterAscii(bytes, from, to) == to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            int length = Math.max(1, sequenceLength(bytes[at]));
            text.append(decodeOne(bytes, at, length));
            at += length;
        }
        return text.toString();
    }

    static byte[] encode(String text) {
        byte[] bytes = new byte[text.length() * 3];
        int to = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != 0 && c < 0x80) {
                bytes[to++] = (byte) c;
            } else if (c < 0x800) {
                bytes[to++] = (byte) (0xc0 | (c >> 6));
                bytes[to++] = (byte) (0x80 | (c & 0x3f));
            } else {
                bytes[to++] = (byte) (0xe0 | (c >> 12));
                bytes[to++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                bytes[to++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        return Arrays.copyOf(bytes, to);
    }

    /** Returns the position of the first byte that is not ASCII. */
    private static int afterAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= 8 && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += 8;
        }
        // The last bytes, fewer than eight, in one step together with some that were looked at before.
        if (to - from >= 8 && ((long) LONGS.get(bytes, to - 8) & HIGH_BITS) == 0 && to - at < 8) {
            return to;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static int sequenceLength(byte first) {
        if (first >= 0) {
            return 1;
        }
        if ((first & 0xe0) == 0xc0) {
            return 2;
        }
        return (first & 0xf0) == 0xe0 ? 3 : 0;
    }

    private static boolean continues(byte[] bytes, int at, int length) {
        return (bytes[at + 1] & 0xc0) == 0x80 && (length == 2 || (bytes[at + 2] & 0xc0) == 0x80);
    }

    private static char decodeOne(byte[] bytes, int at, int length) {
        return switch (length) {
            case 1 -> (char) bytes[at];
            case 2 -> (char) (((bytes[at] & 0x1f) << 6) | (bytes[at + 1] & 0x3f));
            default -> (char) (((bytes[at] & 0x0f) << 12) | ((bytes[at + 1] & 0x3f) << 6) | (bytes[at + 2] & 0x3f));
        };
    }
}
