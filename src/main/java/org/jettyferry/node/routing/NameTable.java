package org.jettyferry.node.routing;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Names found by a part of a text, without a copy of it: open addressing, at most half full. One thread at a time adds;
 * any number look up meanwhile, without a lock. Nothing is ever taken out of a table: a new one is made.
 *
 * <p>The hash depends on random numbers, so that nobody can choose names that collide; and should a run of occupied slots
 * grow long all the same, the owner is told to make another table, with other numbers.
 */
final class NameTable {
    private static final int LONGEST_RUN = 48;

    private final AtomicIntegerArray hashes;
    private final Known[] names;
    private final int mask;
    private final long seed = ThreadLocalRandom.current().nextLong();
    private final long factor = ThreadLocalRandom.current().nextLong() | 1;
    private int size;

    /** For so many names. */
    NameTable(int capacity) {
        int slots = Integer.highestOneBit(Math.max(8, capacity) * 2 - 1) << 1;
        hashes = new AtomicIntegerArray(slots);
        names = new Known[slots];
        mask = slots - 1;
    }

    @Nullable
    Known find(String text, int from, int to) {
        int hash = hash(text, from, to);
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            int other = hashes.get(slot);
            if (other == 0) {
                return null;
            }
            if (other == hash) {
                Known known = names[slot]; // written before its hash was
                if (known.name.length() == to - from && text.startsWith(known.name, from)) {
                    return known;
                }
            }
        }
    }

    /** Adds a name that is not in it; false if a table of other numbers, or a larger one, is needed. */
    boolean add(Known known) {
        if (size >= names.length / 2) {
            return false;
        }
        int hash = hash(known.name, 0, known.name.length());
        for (int run = 0; run < LONGEST_RUN; run++) {
            int slot = (hash + run) & mask;
            if (hashes.get(slot) == 0) {
                names[slot] = known;
                hashes.lazySet(slot, hash);
                size++;
                return true;
            }
        }
        return false;
    }

    int size() {
        return size;
    }

    void forEach(Consumer<Known> action) {
        for (int slot = 0; slot <= mask; slot++) {
            if (hashes.get(slot) != 0) {
                action.accept(names[slot]);
            }
        }
    }

    /** Never 0, which stands for an empty slot. Four characters at a time, for a product is slow to come by. */
    private int hash(String text, int from, int to) {
        long hash = seed + (to - from);
        int at = from;
        for (; at + 4 <= to; at += 4) {
            long four = text.charAt(at)
                    | (long) text.charAt(at + 1) << 16
                    | (long) text.charAt(at + 2) << 32
                    | (long) text.charAt(at + 3) << 48;
            hash = mixed(hash ^ four);
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 16 | text.charAt(at);
        }
        hash = mixed(hash ^ rest);
        return (int) hash == 0 ? 1 : (int) hash;
    }

    private long mixed(long hash) {
        long product = hash * factor;
        return product ^ product >>> 32;
    }
}
