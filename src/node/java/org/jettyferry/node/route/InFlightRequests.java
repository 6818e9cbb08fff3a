package org.jettyferry.node.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jettyferry.node.contexts.CacheEntry;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are in flight, and how many were let through. An atomic count per context would cost each request two
 * locked instructions, more than all the rest; so each thread notes in a slot of its own the number of the context that
 * it works for, and a reader looks at all slots. Requests that outlive their thread's work, those of virtual
 * threads and those of contexts without a number are counted on the context itself.
 *
 * <p>A thread finds its slot in a table by its number: that is faster than a {@link ThreadLocal}, and leaves nothing behind
 * in a pool's thread. A slot is numbers alone, for the garbage collector wants to be told of each reference that is stored.
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
    private long passedByTheDead;
    private long unknownByTheDead;

    /**
     * By the numbers of their threads, open addressing. No table is ever changed, another one is put in its place, so a
     * thread finds without a lock what it has put there itself.
     */
    private volatile @Nullable ThreadSlot[] slots = new ThreadSlot[FEWEST_SLOTS];

    /** This thread's slot; null for a virtual thread, which is gone after one request. */
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

    /** Numbers are given one after the other, so the threads of a pool lie beside each other. */
    private static int at(Thread thread, int last) {
        return (int) thread.getId() & last;
    }

    /** Notes what the thread works for from now on; returns what it was before, to be handed to {@link #leave}. */
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

    void leave(@Nullable ThreadSlot slot, CacheEntry context, long before) {
        if (slot == null || before == ATTACHED) {
            detach(context);
        } else {
            slot.lazySet(CURRENT, before);
        }
    }

    /** Counts a request on its context, for as long as it outlives its thread's work. */
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
        return sum(PASSED) + passedByTheDead + passedDetached.sum();
    }

    synchronized long unknown() {
        return sum(UNKNOWN) + unknownByTheDead + unknownDetached.sum();
    }

    /** Requests in flight now. */
    long total() {
        return Math.max(0, detached.sum()) + current().size();
    }

    /** Whether some requests are counted on their contexts. */
    boolean anyDetached() {
        return detached.sum() > 0;
    }

    /** The numbers of the contexts that threads work for now, each as often as there are threads. */
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

    /** The slots of the threads that there are; what the others have counted is kept, and their slots are let go. */
    private List<ThreadSlot> living() {
        List<ThreadSlot> living = new ArrayList<>();
        boolean all = true;
        for (ThreadSlot slot : slots) {
            if (slot != null && slot.thread.isAlive()) {
                living.add(slot);
            } else if (slot != null) {
                passedByTheDead += slot.get(PASSED);
                unknownByTheDead += slot.get(UNKNOWN);
                all = false;
            }
        }
        if (!all) {
            slots = table(living);
        }
        return living;
    }

    /** At most an eighth of it is full, so that most slots are found at once. */
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

    /** One thread's notes; only that thread writes them. */
    static final class ThreadSlot extends AtomicLongArray {
        /** Keeps what other threads write off the cache lines of a slot. */
        private static final int LENGTH = 16;

        private static final long serialVersionUID = 1;

        final transient Thread thread;

        ThreadSlot(Thread thread) {
            super(LENGTH);
            this.thread = thread;
        }
    }
}
