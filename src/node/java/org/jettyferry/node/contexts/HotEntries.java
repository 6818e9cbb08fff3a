package org.jettyferry.node.contexts;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A small two-way associative cache in front of a large {@link ContextIndex}: a name can be at two neighbouring places,
 * chosen by its hash. The names in use among a million would otherwise lie scattered over as many pages of memory. Any
 * number of threads read and write it, without a lock.
 */
final class HotEntries {
    /** Many times the number of names in use at a time, and still small enough for the processor's cache. */
    static final int SIZE = 1 << 14;

    private static final int SHIFT = Long.numberOfLeadingZeros(SIZE - 1L);

    /** Searches of the whole table, on average, until one of them is noted here. */
    private static final int SELDOM = 16;

    private final AtomicReferenceArray<@Nullable HotEntry> places = new AtomicReferenceArray<>(SIZE);

    /** Returns the entry with this packed name and hash; null if it is not here. */
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

    /**
     * Notes one in 16 found entries, by chance. So a name that is used often gets in soon, and a name that is used once
     * rarely replaces it; no counters are needed.
     */
    void note(CachedContext found, long high, long low, long hash) {
        int chance = ThreadLocalRandom.current().nextInt(2 * SELDOM);
        HotEntry hot = chance < 2 ? found.hot(high, low) : null;
        if (hot != null) {
            places.lazySet((int) (hash >>> SHIFT) ^ chance, hot);
        }
    }
}
