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

    /** The first number, for the length and the characters before the last eight. Never 0 or negative. */
    static long withLength(long high, int length) {
        return high | (length + 1L) << LENGTH_SHIFT;
    }

    /** The first number of a name; 0 if it can't be packed. */
    static long high(String name) {
        long high = 0;
        int all = 0;
        for (int at = 0; at < name.length(); at++) {
            all |= name.charAt(at);
            if (at < name.length() - Long.BYTES) {
                high = high << Byte.SIZE | name.charAt(at);
            }
        }
        return fits(name.length(), all) ? withLength(high, name.length()) : 0;
    }

    /** The second number of a name that can be packed: its last eight characters. */
    static long low(String name) {
        long low = 0;
        for (int at = Math.max(0, name.length() - Long.BYTES); at < name.length(); at++) {
            low = low << Byte.SIZE | name.charAt(at);
        }
        return low;
    }
}
