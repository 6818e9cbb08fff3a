package org.jettyferry.node.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives contexts numbers, and finds them by these. A number is never given twice. Not thread-safe. */
final class Roster {
    /** What no context has as its number. */
    static final long NO_NUMBER = 0;

    private static final int PLACE_BITS = 32;

    private final List<@Nullable Remembered> places = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private long given;

    void add(Remembered known) {
        Integer reused = free.poll();
        int place = reused == null ? places.size() : reused;
        if (reused == null) {
            places.add(known);
        } else {
            places.set(place, known);
        }
        known.number(++given << PLACE_BITS | place);
    }

    /** Null if whoever had this number was removed. */
    @Nullable
    Remembered find(long number) {
        Remembered known = places.get((int) number);
        return known != null && known.number() == number ? known : null;
    }

    void remove(Remembered known) {
        int place = (int) known.number();
        places.set(place, null);
        free.add(place);
    }
}
