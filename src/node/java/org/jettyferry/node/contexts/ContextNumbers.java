package org.jettyferry.node.contexts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assigns numbers to contexts and finds contexts by number. The low half of a number is a reusable index into a list,
 * the high half counts up, so that no number is assigned twice. Not thread-safe.
 */
final class ContextNumbers {
    private static final int PLACE_BITS = 32;

    private final List<@Nullable CachedContext> places = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private long given;

    void add(CachedContext known) {
        Integer reused = free.poll();
        int place = reused == null ? places.size() : reused;
        if (reused == null) {
            places.add(known);
        } else {
            places.set(place, known);
        }
        known.number(++given << PLACE_BITS | place);
    }

    /** Returns the context with this number; null if it was removed. */
    @Nullable
    CachedContext find(long number) {
        CachedContext known = places.get((int) number);
        return known != null && known.number() == number ? known : null;
    }

    void remove(CachedContext known) {
        int place = (int) known.number();
        places.set(place, null);
        free.add(place);
    }
}
