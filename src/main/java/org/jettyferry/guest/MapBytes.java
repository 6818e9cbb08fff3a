package org.jettyferry.guest;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one session: the beginning of an array. The array may be one that is used again, with bytes of another
 * session behind the end; so it never leaves the package.
 *
 * @param array that begins with them; null for none
 * @param length how many bytes of it count
 */
@SuppressWarnings("ArrayRecordComponent") // compared by has
record MapBytes(byte @Nullable [] array, int length) {
    /** No attributes at all. */
    static final MapBytes NONE = new MapBytes(null, 0);

    /** The attributes of a session as long as a call lasts. */
    @FunctionalInterface
    interface Use<R> {
        R of(MapBytes map) throws SQLException;
    }

    /** Returns the whole of an array. */
    static MapBytes of(byte @Nullable [] whole) {
        return new MapBytes(whole, whole == null ? 0 : whole.length);
    }

    /** Returns whether these are the same bytes. */
    boolean has(MapBytes other) {
        return array != null && other.array != null && Arrays.equals(array, 0, length, other.array, 0, other.length);
    }

    /** Returns a copy of what a codec has written. */
    byte[] written() {
        return Arrays.copyOf(Objects.requireNonNull(array), length);
    }

    /** Returns a copy of the bytes that count; null for none. */
    byte @Nullable [] copy() {
        return array == null ? null : Arrays.copyOf(array, length);
    }

    /** Returns the bytes that count; null for none. */
    @Nullable
    InputStream stream() {
        return array == null ? null : new ByteArrayInputStream(array, 0, length);
    }
}
