package org.jettyferry.node.contexts;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jettyferry.node.decision.SharedDecision;
import org.jettyferry.node.registry.ContextRow;
import org.jspecify.annotations.Nullable;

/**
 * A name that requests have asked for, with everything known of it. The poller's thread changes it through
 * {@link ContextCache}; any number of requests read it.
 *
 * <p>It uses static field updaters instead of atomic objects: there may be a million contexts, and each atomic object
 * would take 16 more bytes and another cache line. The updaters name their fields as text, so a renamed field fails
 * at run time.
 */
public final class CachedContext extends CacheEntry {
    private static final AtomicIntegerFieldUpdater<CachedContext> DETACHED =
            AtomicIntegerFieldUpdater.newUpdater(CachedContext.class, "detached");
    private static final AtomicReferenceFieldUpdater<CachedContext, HotEntry> HOT =
            AtomicReferenceFieldUpdater.newUpdater(CachedContext.class, HotEntry.class, "hot");

    final String name;
    private volatile @Nullable ContextRow row;
    private volatile @Nullable HotEntry hot;

    /** Requests in flight that no thread slot holds. */
    private volatile int detached;

    /** Whether a filter holds this object, so that it must never be evicted. */
    private boolean pinned;

    /** Makes an entry for a name that shares its decision with the contexts of its schema. */
    public CachedContext(String name, SharedDecision shared) {
        super(shared, NO_NUMBER);
        this.name = name;
    }

    @Override
    public CachedContext whole() {
        return this;
    }

    /** Returns the registry's id of the context; empty if the registry does not have it. */
    public String id() {
        ContextRow known = row;
        return known == null ? "" : known.id();
    }

    public boolean registered() {
        return row != null;
    }

    /** Returns the context as the registry has it; null if it was not looked up yet or does not exist. */
    public @Nullable ContextRow row() {
        return row;
    }

    /** Sets what a look-up has found. Only {@link ContextCache} calls it, one thread at a time. */
    void shared(@Nullable ContextRow row, SharedDecision shared) {
        this.row = row;
        shared(shared);
        HotEntry same = hot;
        if (same != null) {
            same.shared(shared);
        }
    }

    /**
     * Returns the hot copy of this entry, always the same object. Any thread may call it, without a lock.
     *
     * <p>The copy is published first and gets its decision afterwards. The other order has a gap: the decision could
     * change between reading it and publishing the copy, and the copy would keep the old one for ever.
     *
     * @return null while another thread is making the copy
     */
    @Nullable
    HotEntry hot(long high, long low) {
        HotEntry same = hot;
        if (same == null) {
            same = new HotEntry(this, high, low);
            if (!HOT.compareAndSet(this, null, same)) {
                return null;
            }
            same.follow(); // only now: from here on, each change of this entry reaches the copy too
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

    /** Returns whether it may be evicted, as far as this entry knows; a thread slot may still hold its number. */
    boolean evictable() {
        return !pinned && detached == 0;
    }

    @Override
    boolean takeUsed() {
        HotEntry same = hot;
        boolean hotUsed = same != null && same.takeUsed();
        return super.takeUsed() || hotUsed;
    }
}
