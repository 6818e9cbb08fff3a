package org.jettyferry.node.routing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jettyferry.node.resolve.PathResolver;
import org.jspecify.annotations.Nullable;

/**
 * Names found by a part of a text, without a copy of it: open addressing, at most half full. One thread at a time adds;
 * any number look up meanwhile, without a lock. Nothing is ever taken out of a table: a new one is made.
 *
 * <p>The slots hold the names themselves, packed into two numbers, so that a look-up reads one cache line and follows no
 * reference to learn that it has found what it sought. Of names that are too long for that the slot holds a hash, and the
 * text is compared. Where a name goes depends on random numbers, so that nobody can choose names that collide; and should
 * a run of occupied slots grow long all the same, the owner is told to make another table, with other numbers.
 */
final class NameTable {
    private static final int LONGEST_RUN = 48;

    /** Stands where the length of a packed name does, in the key of a name that isn't packed. */
    private static final long HASHED = 0xFFL << 56;

    /** Two to a slot; the first is 0 where the slot is empty. */
    private final AtomicLongArray keys;

    private final Remembered[] names;

    /** Null if the table itself is small. Only names that are packed are here. */
    private final @Nullable Latest latest;

    private final int mask;
    private final int shift;
    private final long seed = ThreadLocalRandom.current().nextLong();
    private final long factor = ThreadLocalRandom.current().nextLong() | 1;
    private final long another = ThreadLocalRandom.current().nextLong() | 1;
    private int size;

    /** For so many names. */
    NameTable(int capacity) {
        int slots = Integer.highestOneBit(Math.max(8, capacity) * 2 - 1) << 1;
        keys = new AtomicLongArray(slots * 2);
        names = new Remembered[slots];
        latest = slots > Latest.SIZE ? new Latest() : null;
        mask = slots - 1;
        shift = Long.numberOfLeadingZeros(mask);
    }

    /** What has the name that begins there and ends before the delimiter, or with the text. */
    @Nullable
    Known find(String text, int from, int delimiter) {
        return seek(text, from, delimiter, null);
    }

    /** Adds a name that is not in it; false if a table of other numbers, or a larger one, is needed. */
    boolean add(Remembered known) {
        if (size >= names.length / 2 || seek(known.name, 0, PathResolver.Lookup.NO_DELIMITER, known) != known) {
            return false;
        }
        size++;
        return true;
    }

    int size() {
        return size;
    }

    void forEach(Consumer<Remembered> action) {
        for (int slot = 0; slot <= mask; slot++) {
            if (keys.get(2 * slot) != 0) {
                action.accept(names[slot]);
            }
        }
    }

    /** Finds what has this name; if nothing has, puts what is to be added where it will be found. */
    private @Nullable Known seek(String text, int from, int delimiter, @Nullable Remembered added) {
        long first = 0;
        long second = 0;
        int all = 0;
        int to = from;
        int end = text.length();
        // two loops: in a single one each character would have to wait for both numbers
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
        long place = (sum ^ sum >>> 32) * factor; // its highest bits tell where: all the others have gone into them
        if (latest == null || first < 0 || added != null) {
            return inSlots(text, from, to, first, second, place, added);
        }
        Near near = latest.find(first, second, place);
        if (near != null) {
            return near;
        }
        Remembered found = inSlots(text, from, to, first, second, place, null);
        if (found != null) {
            latest.note(found, first, second, place);
        }
        return found;
    }

    private @Nullable Remembered inSlots(
            String text, int from, int to, long first, long second, long place, @Nullable Remembered added) {
        int slot = (int) (place >>> shift);
        for (int run = 0; run < LONGEST_RUN; run++) {
            long other = keys.get(2 * slot); // written behind all else of its slot
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

    private static boolean isAt(String text, int from, int to, Remembered known) {
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
