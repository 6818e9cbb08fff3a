package org.jettyferry.node.routing;

import java.util.concurrent.atomic.LongAdder;
import org.jettyferry.node.view.ContextRow;
import org.jspecify.annotations.Nullable;

/**
 * A name that requests have asked for, and what is known of it. It is itself the count of those of its requests in flight
 * that are in no lane of {@link Flights}, because an object of its own would cost each request one more cache miss.
 */
final class Known extends LongAdder {
    private static final long serialVersionUID = 1;

    final String name;

    /** The name once more, as {@link PackedName} has it. */
    final long high;

    final long low;
    private transient volatile Place place;
    private transient volatile @Nullable ContextRow row;
    private transient volatile long number = Roster.NO_NUMBER;

    /** Asked for again since room had to be made last; a race only keeps a name a little longer. */
    private transient boolean used;

    /** Held by a filter, so never forgotten. */
    private transient boolean pinned;

    Known(String name, Place place) {
        this.name = name;
        this.high = PackedName.high(name);
        this.low = PackedName.low(name);
        this.place = place;
    }

    Verdict verdict() {
        return place.verdict();
    }

    /** The registry's id of the context; empty if it has none. */
    String id() {
        ContextRow known = row;
        return known == null ? "" : known.id();
    }

    boolean registered() {
        return row != null;
    }

    @Nullable
    ContextRow row() {
        return row;
    }

    /** Only {@link KnownContexts} places it. */
    void place(@Nullable ContextRow row, Place place) {
        this.row = row;
        this.place = place;
    }

    /** What {@link Roster} gave it. */
    long number() {
        return number;
    }

    void number(long given) {
        number = given;
    }

    void touch() {
        if (!used) {
            used = true;
        }
    }

    void pin() {
        pinned = true;
    }

    boolean forgettable() {
        return !pinned && sum() == 0;
    }

    /** Whether it was asked for since this was called last. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    boolean pinned() {
        return pinned;
    }
}
