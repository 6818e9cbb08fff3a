package org.jettyferry.node.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are in flight, and how many were let through. An atomic count per context would cost each request two
 * locked instructions, more than all the rest; so each thread notes in a lane of its own the number of the context that
 * it works for, and whoever wants to know looks at all lanes. Requests that outlive their thread's work, those of virtual
 * threads and those of contexts without a number are counted on the context itself.
 *
 * <p>A thread finds its lane in a table by its number: that is faster than a {@link ThreadLocal}, and leaves nothing behind
 * in a pool's thread. A lane is numbers alone, for the garbage collector wants to be told of each reference that is stored.
 */
final class Flights {
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
    private volatile @Nullable Lane[] lanes = new Lane[FEWEST_SLOTS];

    /** This thread's lane; null for a virtual thread, which is gone after one request. */
    @Nullable
    Lane lane() {
        Thread thread = Thread.currentThread();
        @Nullable Lane[] table = lanes;
        int last = table.length - 1;
        for (int slot = slot(thread, last); ; slot = slot + 1 & last) {
            Lane lane = table[slot];
            if (lane == null) {
                return newLane(thread);
            }
            if (lane.thread == thread) {
                return lane;
            }
        }
    }

    /** Numbers are given one after the other, so the threads of a pool lie beside each other. */
    private static int slot(Thread thread, int last) {
        return (int) thread.getId() & last;
    }

    /** Notes what the thread works for from now on; returns what it was before, to be handed to {@link #leave}. */
    long enter(@Nullable Lane lane, Known context) {
        long number = context.number();
        if (lane == null || number == Roster.NO_NUMBER) {
            attach(context);
            return ATTACHED;
        }
        long before = lane.get(CURRENT);
        lane.lazySet(CURRENT, number);
        return before;
    }

    void leave(@Nullable Lane lane, Known context, long before) {
        if (lane == null || before == ATTACHED) {
            detach(context);
        } else {
            lane.lazySet(CURRENT, before);
        }
    }

    /** Counts a request on its context, for as long as it outlives its thread's work. */
    void attach(Known context) {
        context.whole().attach();
        detached.increment();
    }

    void detach(Known context) {
        context.whole().detach();
        detached.decrement();
    }

    void passed(@Nullable Lane lane, boolean unknown) {
        if (lane == null) {
            passedDetached.increment();
            if (unknown) {
                unknownDetached.increment();
            }
            return;
        }
        lane.lazySet(PASSED, lane.get(PASSED) + 1);
        if (unknown) {
            lane.lazySet(UNKNOWN, lane.get(UNKNOWN) + 1);
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
        for (Lane lane : living()) {
            long number = lane.get(CURRENT);
            if (number != Roster.NO_NUMBER) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private long sum(int count) {
        long sum = 0;
        for (Lane lane : living()) {
            sum += lane.get(count);
        }
        return sum;
    }

    private @Nullable Lane newLane(Thread thread) {
        if (thread.getClass() == VIRTUAL) {
            return null;
        }
        Lane lane = new Lane(thread);
        synchronized (this) {
            List<Lane> living = living();
            living.add(lane);
            lanes = table(living);
        }
        return lane;
    }

    /** The lanes of the threads that there are; what the others have counted is kept, and their lanes are let go. */
    private List<Lane> living() {
        List<Lane> living = new ArrayList<>();
        boolean all = true;
        for (Lane lane : lanes) {
            if (lane != null && lane.thread.isAlive()) {
                living.add(lane);
            } else if (lane != null) {
                passedByTheDead += lane.get(PASSED);
                unknownByTheDead += lane.get(UNKNOWN);
                all = false;
            }
        }
        if (!all) {
            lanes = table(living);
        }
        return living;
    }

    /** At most an eighth of it is full, so that most lanes are found at once. */
    private static @Nullable Lane[] table(List<Lane> content) {
        int slots = Integer.highestOneBit(Math.max(FEWEST_SLOTS, content.size() * 8) - 1) << 1;
        @Nullable Lane[] table = new Lane[slots];
        for (Lane lane : content) {
            int slot = slot(lane.thread, slots - 1);
            while (table[slot] != null) {
                slot = slot + 1 & slots - 1;
            }
            table[slot] = lane;
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
    static final class Lane extends AtomicLongArray {
        /** Keeps what other threads write off the cache lines of a lane. */
        private static final int LENGTH = 16;

        private static final long serialVersionUID = 1;

        final transient Thread thread;

        Lane(Thread thread) {
            super(LENGTH);
            this.thread = thread;
        }
    }
}
