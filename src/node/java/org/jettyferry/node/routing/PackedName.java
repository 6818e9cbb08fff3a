package org.jettyferry.node.routing;

/** Short names of Latin-1 characters as two numbers, so that they are compared without a look at the text. */
final class PackedName {
    /** Characters that fit in beside their number. */
    static final int LONGEST = 15;

    private static final int LENGTH_SHIFT = 56;

    private PackedName() {}

    /** Whether characters, all of them or'ed together, can be packed. */
    static boolean fits(int length, int allCharacters) {
        return length <= LONGEST && allCharacters <= 0xFF;
    }

    /** The first number, for the length and the characters behind the first eight. Never 0 or negative. */
    static long withLength(long high, int length) {
        return high | (length + 1L) << LENGTH_SHIFT;
    }
}
