package org.jettyferry.node.contexts;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jettyferry.node.decision.SharedDecision;
import org.jettyferry.node.registry.ContextRow;
import org.jspecify.annotations.Nullable;

/** A name that requests have asked for, and all that is known of it. */
public final class CachedContext extends CacheEntry {
    private static final AtomicIntegerFieldUpdater<CachedContext> DETACHED =
            AtomicIntegerFieldUpdater.newUpdater(CachedContext.class, "detached");
    private static final AtomicReferenceFieldUpdater<CachedContext, HotEntry> HOT =
            AtomicReferenceFieldUpdater.newUpdater(CachedContext.class, HotEntry.class, "hot");

    final String name;
    private volatile @Nullable ContextRow row;
    private volatile @Nullable HotEntry hot;

    /** Its requests in flight that no thread notes in its slot. */
    private volatile int detached;

    /** Held by a filter, so never forgotten. */
    private boolean pinned;

    /** A context of this name that shares a decision with those of its schema. */
    public CachedContext(String name, SharedDecision shared) {
        super(shared, NO_NUMBER);
        this.name = name;
    }

    @Override
    public CachedContext whole() {
        return this;
    }

    /** The registry's id of the context; empty if it has none. */
    public String id() {
        ContextRow known = row;
        return known == null ? "" : known.id();
    }

    public boolean registered() {
        return row != null;
    }

    /** As it was looked up; null if it was not, or if the registry has none of this name. */
    public @Nullable ContextRow row() {
        return row;
    }

    /** Only {@link ContextCache} places it, one thread at a time. */
    void shared(@Nullable ContextRow row, SharedDecision shared) {
        this.row = row;
        shared(shared);
        HotEntry same = hot;
        if (same != null) {
            same.shared(shared);
        }
    }

    /**
     * The same name, to lie beside others in use; always the same object, for it moves along. Any thread may ask, without
     * a lock.
     *
     * @return null for the moment that it takes another thread to make it
     */
    @Nullable
    HotEntry hot(long high, long low) {
        HotEntry same = hot;
        if (same == null) {
            same = new HotEntry(this, high, low);
            if (!HOT.compareAndSet(this, null, same)) {
                return null;
            }
            same.follow(); // only now: from here on, what moves this moves the other, too
        }
        return same.isPlaced() ? same : null;
    }

    public void attach() {
        DETACHED.incrementAndGet(this);
    }

    public void detach() {
        DETACHED.decrementAndGet(this);
    }

    public int detached() {
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
        HotEntry same = hot;
        boolean hotUsed = same != null && same.takeUsed();
        return super.takeUsed() || hotUsed;
    }
}
