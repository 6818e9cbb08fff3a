package org.jettyferry.node.park;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts parked requests, from the start of the node. Thread-safe. */
public final class ParkingCounts {
    private final AtomicLong now = new AtomicLong();
    private final LongAdder total = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    /** Counts a request that begins to wait. */
    public void begins() {
        now.incrementAndGet();
        total.increment();
    }

    /** Counts the end of a wait. */
    public void ends(long nanos) {
        now.decrementAndGet();
        longest.accumulate(nanos / 1_000_000);
    }

    /** Counts a request that found no place, or whose time was up. */
    public void refused() {
        refused.increment();
    }

    /** Returns how many requests are parked now. */
    public long now() {
        return now.get();
    }

    /** Returns how many requests were parked so far, including those that still are. */
    public long total() {
        return total.sum();
    }

    /** Returns how many requests found no place, or waited in vain. */
    public long refusals() {
        return refused.sum();
    }

    /** Returns the longest wait so far, in milliseconds. */
    public long longestMillis() {
        return longest.get();
    }
}
