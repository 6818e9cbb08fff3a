package org.jettyferry.node.contexts;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Names that were found lately, each at one of two places side by side that follow from its hash. What is in use among a
 * million would else lie scattered over as many pages of memory. Any number of threads find and note, without a lock.
 */
final class HotEntries {
    /** Many times the names that are in use at a time, and still so small that the processor keeps it at hand. */
    static final int SIZE = 1 << 14;

    private static final int SHIFT = Long.numberOfLeadingZeros(SIZE - 1L);

    /** How many look-ups in the whole table, on average, until one is noted here. */
    private static final int SELDOM = 16;

    private final AtomicReferenceArray<@Nullable HotEntry> places = new AtomicReferenceArray<>(SIZE);

    /** Finds a name by its two numbers and its hash. */
    @Nullable
    HotEntry find(long high, long low, long hash) {
        int at = (int) (hash >>> SHIFT);
        HotEntry hot = places.get(at);
        if (hot != null && hot.isNamed(high, low)) {
            return hot;
        }
        hot = places.get(at ^ 1);
        return hot != null && hot.isNamed(high, low) ? hot : null;
    }

    /** What is asked for often gets in before long, and what is asked for once seldom pushes it out. */
    void note(CachedContext found, long high, long low, long hash) {
        int chance = ThreadLocalRandom.current().nextInt(2 * SELDOM);
        HotEntry hot = chance < 2 ? found.hot(high, low) : null;
        if (hot != null) {
            places.lazySet((int) (hash >>> SHIFT) ^ chance, hot);
        }
    }
}
