package org.jettyferry.node.contexts;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.decision.SharedDecision;

/**
 * The part of a cached name that a request reads: its decision and its number. It is kept small, because each cache
 * line of it costs every request.
 *
 * <p>There are two kinds. A {@link CachedContext} holds everything known of a name. A {@link HotEntry} is a copy of
 * this small part that lies next to the copies of other names in use; it follows the decision of its context.
 */
public abstract class CacheEntry {
    /** Stands for a context without a number. */
    public static final long NO_NUMBER = 0;

    private static final AtomicReferenceFieldUpdater<CacheEntry, SharedDecision> SHARED =
            AtomicReferenceFieldUpdater.newUpdater(CacheEntry.class, SharedDecision.class, "shared");

    private volatile SharedDecision shared;
    private volatile long number;

    /** Whether a request has found it since the last eviction; a lost race only delays or hastens its eviction. */
    private boolean used;

    CacheEntry(SharedDecision shared, long number) {
        this.shared = shared;
        this.number = number;
    }

    /** Returns the context with everything known of it. */
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

    /** Returns the number that {@link ContextNumbers} assigned. */
    public final long number() {
        return number;
    }

    final void number(long given) {
        number = given;
    }

    /** Marks the entry as used; it writes only once, so that the cache line stays shared between processors. */
    final void touch() {
        if (!used) {
            used = true;
        }
    }

    /** Returns whether it was used since the last call, and clears the mark. */
    boolean takeUsed() {
        boolean was = used;
        used = false;
        return was;
    }
}
