package org.jettyferry.node.contexts;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jettyferry.node.resolve.PathResolver;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from names to contexts that is searched by a part of a text, without copying that part. Open
 * addressing, at most half full. One thread at a time adds; any number of threads search meanwhile, without a lock.
 * Entries are never removed: the owner builds a new table instead.
 *
 * <pre>
 *   path      / a c m e / c a r t
 *               └─────┘ pack: 8 + 7 Latin-1 characters and the length, in two longs
 *                  │
 *                  ▼ multiply by two random numbers, take the highest bits
 *   keys      │ first, second │ first, second │ 0, 0 │ …     two longs per slot, 0 = empty
 *   names     │ CachedContext │ CachedContext │      │ …     read only when the key matches
 * </pre>
 *
 * <p>The name itself lies in the slot, so a search reads one cache line and follows no reference to compare. A name
 * too long to pack has a 120-bit hash in its slot, and its text is compared afterwards.
 *
 * <p>The place depends on random numbers, so that no client can choose names that collide. If a run of occupied slots
 * grows long by chance, {@link #add} returns false and the owner builds another table with other numbers.
 *
 * <p>Publication: {@code add} writes the context, then the second key, then the first. A reader checks the first key
 * first, so it never sees a half-written slot.
 */
final class ContextIndex {
    private static final int LONGEST_RUN = 48;

    /** Takes the place of the length in the key of a name that is not packed. */
    private static final long HASHED = 0xFFL << 56;

    /** Two per slot; the first is 0 if the slot is empty. */
    private final AtomicLongArray keys;

    private final CachedContext[] names;

    /** Null if the table itself is small. Holds packed names only. */
    private final @Nullable HotEntries hotEntries;

    private final int mask;
    private final int shift;
    private final long seed = ThreadLocalRandom.current().nextLong();
    private final long factor = ThreadLocalRandom.current().nextLong() | 1;
    private final long another = ThreadLocalRandom.current().nextLong() | 1;
    private int size;

    /** Makes a table for this many names. */
    ContextIndex(int capacity) {
        int slots = Integer.highestOneBit(Math.max(8, capacity) * 2 - 1) << 1;
        keys = new AtomicLongArray(slots * 2);
        names = new CachedContext[slots];
        hotEntries = slots > HotEntries.SIZE ? new HotEntries() : null;
        mask = slots - 1;
        shift = Long.numberOfLeadingZeros(mask);
    }

    /** Returns the entry of the name that begins at {@code from} and ends before the delimiter, or with the text. */
    @Nullable
    CacheEntry find(String text, int from, int delimiter) {
        return seek(text, from, delimiter, null);
    }

    /** Adds a name that is not in the table yet; returns false if the table is full or a run of slots too long. */
    boolean add(CachedContext known) {
        if (size >= names.length / 2 || seek(known.name, 0, PathResolver.Lookup.NO_DELIMITER, known) != known) {
            return false;
        }
        size++;
        return true;
    }

    int size() {
        return size;
    }

    void forEach(Consumer<CachedContext> action) {
        for (int slot = 0; slot <= mask; slot++) {
            if (keys.get(2 * slot) != 0) {
                action.accept(names[slot]);
            }
        }
    }

    /**
     * Returns the entry with this name; if there is none, puts {@code added} where a search will find it. It is one
     * long method on purpose: it reads each character once, and its intermediate values must stay in registers.
     */
    private @Nullable CacheEntry seek(String text, int from, int delimiter, @Nullable CachedContext added) {
        long first = 0;
        long second = 0;
        int all = 0;
        int to = from;
        int end = text.length();
        // two loops: in a single loop each character would wait for both numbers
        for (int eight = Math.min(end, from + 8); to < eight; to++) {
            char c = text.charAt(to);
            if (c == delimiter) {
                end = to;
                break;
            }
            second = second << 8 | c;
            all |= c;
        }
        for (int enough = Math.min(end, from + PackedName.LONGEST + 1); to < enough; to++) {
            char c = text.charAt(to);
            if (c == delimiter) {
                end = to;
                break;
            }
            first = first << 8 | c;
            all |= c;
        }
        if (to == end && PackedName.fits(to - from, all)) {
            first = PackedName.withLength(first, to - from);
        } else {
            to = PathResolver.Lookup.end(text, from, delimiter);
            first = HASHED | hash(seed, text, from, to) >>> 8;
            second = hash(~seed, text, from, to);
        }
        long sum = first * factor + second * another;
        long place = (sum ^ sum >>> 32) * factor; // all bits have influenced the highest ones, which choose the slot
        if (hotEntries == null || first < 0 || added != null) {
            return inSlots(text, from, to, first, second, place, added);
        }
        HotEntry hot = hotEntries.find(first, second, place);
        if (hot != null) {
            return hot;
        }
        CachedContext found = inSlots(text, from, to, first, second, place, null);
        if (found != null) {
            hotEntries.note(found, first, second, place);
        }
        return found;
    }

    private @Nullable CachedContext inSlots(
            String text, int from, int to, long first, long second, long place, @Nullable CachedContext added) {
        int slot = (int) (place >>> shift);
        for (int run = 0; run < LONGEST_RUN; run++) {
            long other = keys.get(2 * slot); // is written last, after all else of its slot
            if (other == first
                    && keys.get(2 * slot + 1) == second
                    && (first > 0 || isAt(text, from, to, names[slot]))) {
                return names[slot];
            }
            if (other == 0) {
                if (added != null) {
                    names[slot] = added;
                    keys.lazySet(2 * slot + 1, second);
                    keys.lazySet(2 * slot, first);
                }
                return added;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    private static boolean isAt(String text, int from, int to, CachedContext known) {
        return known.name.length() == to - from && text.startsWith(known.name, from);
    }

    private long hash(long start, String text, int from, int to) {
        long hash = start;
        for (int at = from; at < to; at++) {
            hash = mixed(hash ^ text.charAt(at));
        }
        return hash;
    }

    private long mixed(long hash) {
        long product = hash * factor;
        return product ^ product >>> 32;
    }
}
