package org.jettyferry.jdbc.mysql;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in the default format of LOAD DATA into an array that is reused. Most bytes of a blob need no escape, so
 * the search for those that do looks at eight bytes at a time: {@link #zero} finds a zero byte in a {@code long}, and
 * an exclusive or turns each special byte into a zero. Not safe for several threads.
 */
final class TabSeparated {
    /** The clause of the statement that declares this format. */
    static final String FORMAT = "fields terminated by '\\t' escaped by '\\\\' lines terminated by '\\n'";

    private static final byte[] NULL = {'\\', 'N'};

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long TABS = '\t' * ONES;
    private static final long LINE_ENDS = '\n' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    /** The letter after the backslash for each special byte; 0 for any other byte. */
    private static final byte[] LETTERS = new byte[256];

    static {
        LETTERS[0] = '0';
        LETTERS['\t'] = 't';
        LETTERS['\n'] = 'n';
        LETTERS['\\'] = '\\';
    }

    /** For a larger value the exact size is computed first, instead of reserving twice its length. */
    private static final int LARGE = 1 << 20;

    /** An array above this size, which a giant row needed, is not reused. */
    private static final int KEEP = 1 << 24;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    /** Removes the rows. */
    void clear() {
        if (bytes.length > KEEP) {
            bytes = new byte[1 << 16];
        }
        length = 0;
    }

    /** Adds a row of numbers, texts, bytes and NULLs. */
    void add(@Nullable Object[] row) {
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            if (value instanceof byte[] blob) {
                escaped(blob);
            } else if (value == null) {
                plain(NULL);
            } else {
                escaped(value.toString().getBytes(StandardCharsets.UTF_8));
            }
            ensure(1);
            bytes[length++] = (byte) (i < row.length - 1 ? '\t' : '\n');
        }
    }

    /** Returns the rows; valid until the next is added. */
    InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    private void plain(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void escaped(byte[] value) {
        ensure(value.length < LARGE ? 2L * value.length : value.length + (long) specials(value));
        int from = 0;
        while (from < value.length) {
            int special = special(value, from);
            System.arraycopy(value, from, bytes, length, special - from);
            length += special - from;
            if (special < value.length) {
                bytes[length++] = '\\';
                bytes[length++] = LETTERS[value[special] & 0xff];
            }
            from = special + 1;
        }
    }

    private static int specials(byte[] value) {
        int specials = 0;
        for (byte one : value) {
            specials += LETTERS[one & 0xff] == 0 ? 0 : 1;
        }
        return specials;
    }

    /** Returns the index of the next special byte, or the end. */
    private static int special(byte[] value, int from) {
        int at = from;
        while (at + Long.BYTES <= value.length && !anySpecial((long) LONGS.get(value, at))) {
            at += Long.BYTES;
        }
        while (at < value.length && LETTERS[value[at] & 0xff] == 0) {
            at++;
        }
        return at;
    }

    private static boolean anySpecial(long eight) {
        return (zero(eight) | zero(eight ^ TABS) | zero(eight ^ LINE_ENDS) | zero(eight ^ BACKSLASHES)) != 0;
    }

    /** Returns a value other than 0 if one of the eight bytes is 0. */
    private static long zero(long eight) {
        return (eight - ONES) & ~eight & HIGH_BITS;
    }

    private void ensure(long more) {
        if (length + more > bytes.length) {
            long size = more < LARGE ? Math.max(length + more, 2L * bytes.length) : length + more + LARGE;
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(size, Integer.MAX_VALUE - 8)));
        }
    }
}
