package org.jettyferry.blob;

/** The sizes of the primitive types in a stream. */
final class PrimitiveSize {
    private PrimitiveSize() {}

    /** Returns the bytes of a primitive by the letter of its type, or 0 for an object or array. */
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
