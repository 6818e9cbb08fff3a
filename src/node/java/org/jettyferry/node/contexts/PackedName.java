package org.jettyferry.node.contexts;

/** Packs short names of Latin-1 characters into two longs, so that comparing two names reads no text. */
final class PackedName {
    /** The most characters that fit beside their count: 16 bytes less one. */
    static final int LONGEST = 15;

    private static final int LENGTH_SHIFT = 56;

    private PackedName() {}

    /** Returns whether a name can be packed; {@code allCharacters} is the bitwise OR of its characters. */
    static boolean fits(int length, int allCharacters) {
        return length <= LONGEST && allCharacters <= 0xFF;
    }

    /** Returns the first long: the length, and the characters after the first eight. Never 0 or negative. */
    static long withLength(long high, int length) {
        return high | (length + 1L) << LENGTH_SHIFT;
    }
}
