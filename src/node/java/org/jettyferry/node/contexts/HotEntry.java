package org.jettyferry.node.contexts;

import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SharedDecision;

/**
 * A name in use once more. What is in use among a million names lies scattered over as many cache lines and nearly as many
 * pages of memory; objects of this class are made one after the other, and lie so.
 */
final class HotEntry extends CacheEntry {
    private static final SharedDecision NOT_YET = new SharedDecision(Decision.pending(true));

    private final CachedContext whole;

    /** The name as {@link PackedName} has it. */
    private final long high;

    private final long low;

    /** Nowhere yet. */
    HotEntry(CachedContext whole, long high, long low) {
        super(NOT_YET, whole.number());
        this.whole = whole;
        this.high = high;
        this.low = low;
    }

    @Override
    public CachedContext whole() {
        return whole;
    }

    boolean isNamed(long high, long low) {
        return this.high == high && this.low == low;
    }

    /** Goes where the whole is, unless it was sent somewhere already. */
    void follow() {
        shared(NOT_YET, whole.shared());
    }

    boolean isPlaced() {
        return shared() != NOT_YET;
    }
}
