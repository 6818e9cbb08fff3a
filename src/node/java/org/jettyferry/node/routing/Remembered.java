package org.jettyferry.node.routing;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jettyferry.node.view.ContextRow;
import org.jspecify.annotations.Nullable;

/** A name that requests have asked for, and all that is known of it. */
final class Remembered extends Known {
    private static final AtomicIntegerFieldUpdater<Remembered> DETACHED =
            AtomicIntegerFieldUpdater.newUpdater(Remembered.class, "detached");
    private static final AtomicReferenceFieldUpdater<Remembered, Near> NEAR =
            AtomicReferenceFieldUpdater.newUpdater(Remembered.class, Near.class, "near");

    final String name;
    private volatile @Nullable ContextRow row;
    private volatile @Nullable Near near;

    /** Its requests in flight that are in no lane of {@link Flights}. */
    private volatile int detached;

    /** Held by a filter, so never forgotten. */
    private boolean pinned;

    Remembered(String name, Place place) {
        super(place, Roster.NO_NUMBER);
        this.name = name;
    }

    @Override
    Remembered whole() {
        return this;
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

    /** Only {@link KnownContexts} places it, one thread at a time. */
    void place(@Nullable ContextRow row, Place place) {
        this.row = row;
        place(place);
        Near same = near;
        if (same != null) {
            same.place(place);
        }
    }

    /**
     * The same name, to lie beside others in use; always the same object, for it moves along. Any thread may ask, without
     * a lock.
     *
     * @return null for the moment that it takes another thread to make it
     */
    @Nullable
    Near near(long high, long low) {
        Near same = near;
        if (same == null) {
            same = new Near(this, high, low);
            if (!NEAR.compareAndSet(this, null, same)) {
                return null;
            }
            same.follow(); // only now: whoever moves this from here on moves the other, too
        }
        return same.isPlaced() ? same : null;
    }

    void attach() {
        DETACHED.incrementAndGet(this);
    }

    void detach() {
        DETACHED.decrementAndGet(this);
    }

    int detached() {
        return detached;
    }

    void pin() {
        pinned = true;
    }

    boolean pinned() {
        return pinned;
    }

    boolean forgettable() {
        return !pinned && detached == 0;
    }

    @Override
    boolean takeUsed() {
        Near same = near;
        boolean nearUsed = same != null && same.takeUsed();
        return super.takeUsed() || nearUsed;
    }
}
