package org.jettyferry.node.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jettyferry.node.contexts.CacheEntry;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests in flight per context, and the requests let through. The package description has a picture.
 *
 * <p>An atomic counter per context would cost each request two locked instructions, more than everything else here.
 * So each thread writes the number of the context that it works for into a slot of its own, with a plain ordered
 * store, and the rare reader looks at all slots. A nested dispatch keeps the outer number in a local variable
 * ({@code before}) and restores it.
 *
 * <p>Three kinds of requests have no slot and are counted on the context itself ("detached"): those that outlive their
 * thread's work (asynchronous), those of virtual threads, of which there may be millions, and those of contexts
 * without a number.
 *
 * <p>A thread finds its slot in a hash table by its thread id. That is faster than a {@link ThreadLocal}, and leaves
 * nothing behind in a pooled thread when the web application ends. A slot holds only numbers: storing a reference
 * would cost a write barrier of the garbage collector. Slots of ended threads are dropped when the table is read or
 * grows; their counts are added to two totals first.
 */
final class InFlightRequests {
    private static final @Nullable Class<?> VIRTUAL = virtualThreads();
    private static final int CURRENT = 0;
    private static final int PASSED = 1;
    private static final int UNKNOWN = 2;
    private static final int FEWEST_SLOTS = 64;

    private static final long ATTACHED = -1;

    private final LongAdder detached = new LongAdder();
    private final LongAdder passedDetached = new LongAdder();
    private final LongAdder unknownDetached = new LongAdder();
    private long passedByEndedThreads;
    private long unknownByEndedThreads;

    /**
     * Slots by thread id, with open addressing. A published table is never changed, only replaced, so a thread finds
     * its own slot without a lock.
     */
    private volatile @Nullable ThreadSlot[] slots = new ThreadSlot[FEWEST_SLOTS];

    /** Returns the slot of this thread; null for a virtual thread, which ends after one request. */
    @Nullable
    ThreadSlot slot() {
        Thread thread = Thread.currentThread();
        @Nullable ThreadSlot[] table = slots;
        int last = table.length - 1;
        for (int at = at(thread, last); ; at = at + 1 & last) {
            ThreadSlot slot = table[at];
            if (slot == null) {
                return newSlot(thread);
            }
            if (slot.thread == thread) {
                return slot;
            }
        }
    }

    /** Returns where to start searching. Thread ids are consecutive, so the threads of a pool lie side by side. */
    private static int at(Thread thread, int last) {
        return (int) thread.getId() & last;
    }

    /**
     * Notes the context that this thread works for from now on.
     *
     * @return what it worked for before, to pass to {@link #leave}
     */
    long enter(@Nullable ThreadSlot slot, CacheEntry context) {
        long number = context.number();
        if (slot == null || number == CacheEntry.NO_NUMBER) {
            attach(context);
            return ATTACHED;
        }
        long before = slot.get(CURRENT);
        slot.lazySet(CURRENT, number);
        return before;
    }

    /** Restores what the thread worked for before {@link #enter}. */
    void leave(@Nullable ThreadSlot slot, CacheEntry context, long before) {
        if (slot == null || before == ATTACHED) {
            detach(context);
        } else {
            slot.lazySet(CURRENT, before);
        }
    }

    /** Counts a request on its context until {@link #detach}; for requests that no slot can hold. */
    void attach(CacheEntry context) {
        context.whole().attach();
        detached.increment();
    }

    void detach(CacheEntry context) {
        context.whole().detach();
        detached.decrement();
    }

    void passed(@Nullable ThreadSlot slot, boolean unknown) {
        if (slot == null) {
            passedDetached.increment();
            if (unknown) {
                unknownDetached.increment();
            }
            return;
        }
        slot.lazySet(PASSED, slot.get(PASSED) + 1);
        if (unknown) {
            slot.lazySet(UNKNOWN, slot.get(UNKNOWN) + 1);
        }
    }

    synchronized long passed() {
        return sum(PASSED) + passedByEndedThreads + passedDetached.sum();
    }

    synchronized long unknown() {
        return sum(UNKNOWN) + unknownByEndedThreads + unknownDetached.sum();
    }

    /** Returns how many requests are in flight now. */
    long total() {
        return Math.max(0, detached.sum()) + current().size();
    }

    /** Returns whether any request is counted on its context instead of in a slot. */
    boolean anyDetached() {
        return detached.sum() > 0;
    }

    /** Returns the numbers of the contexts that threads work for now, once per thread. */
    synchronized List<Long> current() {
        List<Long> numbers = new ArrayList<>();
        for (ThreadSlot slot : living()) {
            long number = slot.get(CURRENT);
            if (number != CacheEntry.NO_NUMBER) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private long sum(int count) {
        long sum = 0;
        for (ThreadSlot slot : living()) {
            sum += slot.get(count);
        }
        return sum;
    }

    private @Nullable ThreadSlot newSlot(Thread thread) {
        if (thread.getClass() == VIRTUAL) {
            return null;
        }
        ThreadSlot slot = new ThreadSlot(thread);
        synchronized (this) {
            List<ThreadSlot> living = living();
            living.add(slot);
            slots = table(living);
        }
        return slot;
    }

    /** Returns the slots of live threads; adds the counts of ended threads to the totals and drops their slots. */
    private List<ThreadSlot> living() {
        List<ThreadSlot> living = new ArrayList<>();
        boolean all = true;
        for (ThreadSlot slot : slots) {
            if (slot != null && slot.thread.isAlive()) {
                living.add(slot);
            } else if (slot != null) {
                passedByEndedThreads += slot.get(PASSED);
                unknownByEndedThreads += slot.get(UNKNOWN);
                all = false;
            }
        }
        if (!all) {
            slots = table(living);
        }
        return living;
    }

    /** Builds a table that is at most an eighth full, so that the first probe finds most slots. */
    private static @Nullable ThreadSlot[] table(List<ThreadSlot> content) {
        int size = Integer.highestOneBit(Math.max(FEWEST_SLOTS, content.size() * 8) - 1) << 1;
        @Nullable ThreadSlot[] table = new ThreadSlot[size];
        for (ThreadSlot slot : content) {
            int at = at(slot.thread, size - 1);
            while (table[at] != null) {
                at = at + 1 & size - 1;
            }
            table[at] = slot;
        }
        return table;
    }

    private static @Nullable Class<?> virtualThreads() {
        try {
            return Class.forName("java.lang.VirtualThread");
        } catch (ClassNotFoundException before21) {
            return null;
        }
    }

    /** Holds the numbers of one thread; only that thread writes them. */
    static final class ThreadSlot extends AtomicLongArray {
        /** Longs in a slot: 128 bytes keep the writes of other threads off its cache lines. */
        private static final int LENGTH = 16;

        private static final long serialVersionUID = 1;

        final transient Thread thread;

        ThreadSlot(Thread thread) {
            super(LENGTH);
            this.thread = thread;
        }
    }
}
