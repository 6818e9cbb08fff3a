package org.jettyferry.blob;

/** How many bytes a primitive takes. */
final class PrimitiveSize {
    private PrimitiveSize() {}

    /** The bytes of a primitive by the letter of its type, or 0 if it is none. */
    static int of(int type) {
        return switch (type) {
            case 'B', 'Z' -> 1;
            case 'C', 'S' -> 2;
            case 'I', 'F' -> 4;
            case 'J', 'D' -> 8;
            default -> 0;
        };
    }
}
