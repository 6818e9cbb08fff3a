package org.jettyferry.node.routing;

/**
 * A name in use once more. What is in use among a million names lies scattered over as many cache lines and nearly as many
 * pages of memory; objects of this class are made one after the other, and lie so.
 */
final class Near extends Known {
    private static final Place NOT_YET = new Place(Verdict.pending(true));

    private final Remembered whole;

    /** The name as {@link PackedName} has it. */
    private final long high;

    private final long low;

    /** Nowhere yet. */
    Near(Remembered whole, long high, long low) {
        super(NOT_YET, whole.number());
        this.whole = whole;
        this.high = high;
        this.low = low;
    }

    @Override
    Remembered whole() {
        return whole;
    }

    boolean isNamed(long high, long low) {
        return this.high == high && this.low == low;
    }

    /** Goes where the whole is, unless it was sent somewhere already. */
    void follow() {
        place(NOT_YET, whole.place());
    }

    boolean isPlaced() {
        return place() != NOT_YET;
    }
}
