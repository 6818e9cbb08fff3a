package org.jettyferry.node.routing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Names that were found lately, each at one of two places side by side that follow from its hash. What is in use among a
 * million would else lie scattered over as many pages of memory. Any number of threads find and note, without a lock.
 */
final class Latest {
    /** Many times the names that are in use at a time, and still so small that the processor keeps it at hand. */
    static final int SIZE = 1 << 14;

    private static final int SHIFT = Long.numberOfLeadingZeros(SIZE - 1L);

    /** How many look-ups in the whole table, on average, until one is noted here. */
    private static final int SELDOM = 16;

    private final AtomicReferenceArray<@Nullable Near> places = new AtomicReferenceArray<>(SIZE);

    /** Finds a name by its two numbers and its hash. */
    @Nullable
    Near find(long high, long low, long hash) {
        int at = (int) (hash >>> SHIFT);
        Near near = places.get(at);
        if (near != null && near.isNamed(high, low)) {
            return near;
        }
        near = places.get(at ^ 1);
        return near != null && near.isNamed(high, low) ? near : null;
    }

    /** What is asked for often gets in before long, and what is asked for once seldom pushes it out. */
    void note(Remembered found, long high, long low, long hash) {
        int chance = ThreadLocalRandom.current().nextInt(2 * SELDOM);
        Near near = chance < 2 ? found.near(high, low) : null;
        if (near != null) {
            places.lazySet((int) (hash >>> SHIFT) ^ chance, near);
        }
    }
}
