package org.jettyferry.node.contexts;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SharedDecision;

/** What a request reads of the name that it asks for, and no more, because each cache line of it costs every request. */
public abstract class CacheEntry {
    /** What no context has as its number. */
    public static final long NO_NUMBER = 0;

    private static final AtomicReferenceFieldUpdater<CacheEntry, SharedDecision> SHARED =
            AtomicReferenceFieldUpdater.newUpdater(CacheEntry.class, SharedDecision.class, "shared");

    private volatile SharedDecision shared;
    private volatile long number;

    /** Asked for again since room had to be made last; a race only keeps a name a little longer. */
    private boolean used;

    CacheEntry(SharedDecision shared, long number) {
        this.shared = shared;
        this.number = number;
    }

    /** All there is of it. */
    public abstract CachedContext whole();

    public final Decision decision() {
        return shared.decision();
    }

    final SharedDecision shared() {
        return shared;
    }

    final void shared(SharedDecision moved) {
        shared = moved;
    }

    final void shared(SharedDecision expected, SharedDecision moved) {
        SHARED.compareAndSet(this, expected, moved);
    }

    /** What {@link ContextNumbers} gave it. */
    public final long number() {
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
