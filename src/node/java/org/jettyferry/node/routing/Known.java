package org.jettyferry.node.routing;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/** What a request reads of the name that it asks for, and no more, because each cache line of it costs every request. */
abstract class Known {
    private static final AtomicReferenceFieldUpdater<Known, Place> PLACE =
            AtomicReferenceFieldUpdater.newUpdater(Known.class, Place.class, "place");

    private volatile Place place;
    private volatile long number;

    /** Asked for again since room had to be made last; a race only keeps a name a little longer. */
    private boolean used;

    Known(Place place, long number) {
        this.place = place;
        this.number = number;
    }

    /** All there is of it. */
    abstract Remembered whole();

    final Verdict verdict() {
        return place.verdict();
    }

    final Place place() {
        return place;
    }

    final void place(Place moved) {
        place = moved;
    }

    final void place(Place expected, Place moved) {
        PLACE.compareAndSet(this, expected, moved);
    }

    /** What {@link Roster} gave it. */
    final long number() {
        return number;
    }

    final void number(long given) {
        number = given;
    }

    final void touch() {
        if (!used) {
            used = true;
        }
    }

    /** Whether it was asked for since this was called last. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }
}
