package org.jettyferry.node.routing;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
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
 * <p>A lane is numbers alone: what a pool's thread holds must not keep a web application's class loader alive, and the
 * garbage collector wants to be told of each reference that is stored.
 */
final class Flights {
    private static final @Nullable Class<?> VIRTUAL = virtualThreads();
    private static final int LANES_BETWEEN_SWEEPS = 256;
    private static final int CURRENT = 0;
    private static final int PASSED = 1;
    private static final int UNKNOWN = 2;

    /** Keeps what other threads write off the cache lines of a lane. */
    private static final int LANE_LENGTH = 16;

    private static final long ATTACHED = -1;

    @SuppressWarnings("ThreadLocalUsage") // one object of this class lives as long as its class loader
    private final ThreadLocal<AtomicLongArray> lanes = new ThreadLocal<>();

    private final List<Lane> all = new ArrayList<>();
    private final LongAdder detached = new LongAdder();
    private final LongAdder passedDetached = new LongAdder();
    private final LongAdder unknownDetached = new LongAdder();
    private long passedByTheDead;
    private long unknownByTheDead;
    private int sinceSweep;

    /** This thread's lane; null for a virtual thread, which is gone after one request. */
    @Nullable
    AtomicLongArray lane() {
        Thread thread = Thread.currentThread();
        if (thread.getClass() == VIRTUAL) {
            return null;
        }
        AtomicLongArray lane = lanes.get();
        return lane == null ? newLane(thread) : lane;
    }

    /** Notes what the thread works for from now on; returns what it was before, to be handed to {@link #leave}. */
    long enter(@Nullable AtomicLongArray lane, Known context) {
        long number = context.number();
        if (lane == null || number == Roster.NO_NUMBER) {
            attach(context);
            return ATTACHED;
        }
        long before = lane.get(CURRENT);
        lane.lazySet(CURRENT, number);
        return before;
    }

    void leave(@Nullable AtomicLongArray lane, Known context, long before) {
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

    void passed(@Nullable AtomicLongArray lane, boolean unknown) {
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
        sweep();
        return passedByTheDead + passedDetached.sum() + sum(PASSED);
    }

    synchronized long unknown() {
        sweep();
        return unknownByTheDead + unknownDetached.sum() + sum(UNKNOWN);
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
        sweep();
        List<Long> numbers = new ArrayList<>();
        for (Lane lane : all) {
            long number = lane.notes.get(CURRENT);
            if (number != Roster.NO_NUMBER) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private long sum(int count) {
        long sum = 0;
        for (Lane lane : all) {
            sum += lane.notes.get(count);
        }
        return sum;
    }

    private synchronized AtomicLongArray newLane(Thread thread) {
        if (++sinceSweep >= LANES_BETWEEN_SWEEPS) {
            sweep();
        }
        Lane lane = new Lane(thread);
        all.add(lane);
        lanes.set(lane.notes);
        return lane.notes;
    }

    private void sweep() {
        sinceSweep = 0;
        for (Iterator<Lane> each = all.iterator(); each.hasNext(); ) {
            Lane lane = each.next();
            if (lane.dead()) {
                passedByTheDead += lane.notes.get(PASSED);
                unknownByTheDead += lane.notes.get(UNKNOWN);
                each.remove();
            }
        }
    }

    private static @Nullable Class<?> virtualThreads() {
        try {
            return Class.forName("java.lang.VirtualThread");
        } catch (ClassNotFoundException before21) {
            return null;
        }
    }

    /** One thread's notes; only that thread writes them. */
    private static final class Lane {
        final AtomicLongArray notes = new AtomicLongArray(LANE_LENGTH);
        private final WeakReference<Thread> thread;

        Lane(Thread thread) {
            this.thread = new WeakReference<>(thread);
        }

        boolean dead() {
            Thread owner = thread.get();
            return owner == null || !owner.isAlive();
        }
    }
}
