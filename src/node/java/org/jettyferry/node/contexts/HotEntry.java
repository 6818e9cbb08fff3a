package org.jettyferry.node.contexts;

import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SharedDecision;

/**
 * A copy of the part of a {@link CachedContext} that requests read. The contexts in use among a million lie on as
 * many cache lines and nearly as many pages of memory; objects of this class are made one after another, and so lie
 * side by side.
 */
final class HotEntry extends CacheEntry {
    private static final SharedDecision NOT_YET = new SharedDecision(Decision.pending(true));

    private final CachedContext whole;

    /** The name in the form of {@link PackedName}, in two halves. */
    private final long high;

    private final long low;

    /** Makes a copy without a decision. */
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

    /** Takes over the decision of its context, unless a change has set one already. */
    void follow() {
        shared(NOT_YET, whole.shared());
    }

    boolean isPlaced() {
        return shared() != NOT_YET;
    }
}
