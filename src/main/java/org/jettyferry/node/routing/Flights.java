package org.jettyferry.node.routing;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are in flight, and how many were let through. An atomic count per context would cost each request two
 * locked instructions, more than all the rest; so each thread notes in a lane of its own which context it works for, and
 * whoever wants to know looks at all lanes. Requests that outlive their thread's work, and those of virtual threads, are
 * counted on the context itself.
 *
 * <p>A lane is made of the JDK's classes alone and is empty between requests: what a pool's thread holds must not keep a
 * web application's class loader alive.
 */
final class Flights {
    private static final @Nullable Class<?> VIRTUAL = virtualThreads();
    private static final int LANES_BETWEEN_SWEEPS = 256;

    @SuppressWarnings("ThreadLocalUsage") // one object of this class lives as long as its class loader
    private final ThreadLocal<AtomicReferenceArray<Object>> lanes = new ThreadLocal<>();

    private final List<Lane> all = new ArrayList<>();
    private final LongAdder detached = new LongAdder();
    private final LongAdder passedDetached = new LongAdder();
    private final LongAdder unknownDetached = new LongAdder();
    private long passedByTheDead;
    private long unknownByTheDead;
    private int sinceSweep;

    /** This thread's lane; null for a virtual thread, which is gone after one request. */
    @Nullable
    AtomicReferenceArray<Object> lane() {
        Thread thread = Thread.currentThread();
        if (thread.getClass() == VIRTUAL) {
            return null;
        }
        AtomicReferenceArray<Object> lane = lanes.get();
        return lane == null ? newLane(thread) : lane;
    }

    /** Notes what the thread works for from now on; returns what it was before, to be handed to {@link #leave}. */
    @Nullable
    Object enter(@Nullable AtomicReferenceArray<Object> lane, Known context) {
        if (lane == null) {
            attach(context);
            return null;
        }
        Object before = lane.get(Lane.CURRENT);
        lane.lazySet(Lane.CURRENT, context);
        return before;
    }

    void leave(@Nullable AtomicReferenceArray<Object> lane, Known context, @Nullable Object before) {
        if (lane == null) {
            detach(context);
        } else {
            lane.lazySet(Lane.CURRENT, before);
        }
    }

    /** Counts a request on its context, for as long as it outlives its thread's work. */
    void attach(Known context) {
        context.increment();
        detached.increment();
    }

    void detach(Known context) {
        context.decrement();
        detached.decrement();
    }

    void passed(@Nullable AtomicReferenceArray<Object> lane, boolean unknown) {
        if (lane == null) {
            passedDetached.increment();
            if (unknown) {
                unknownDetached.increment();
            }
            return;
        }
        AtomicLongArray counts = Lane.counts(lane);
        counts.lazySet(Lane.PASSED, counts.get(Lane.PASSED) + 1);
        if (unknown) {
            counts.lazySet(Lane.UNKNOWN, counts.get(Lane.UNKNOWN) + 1);
        }
    }

    synchronized long passed() {
        sweep();
        return passedByTheDead + passedDetached.sum() + sum(Lane.PASSED);
    }

    synchronized long unknown() {
        sweep();
        return unknownByTheDead + unknownDetached.sum() + sum(Lane.UNKNOWN);
    }

    /** Requests in flight now. */
    synchronized long total() {
        long[] total = {Math.max(0, detached.sum())};
        forEachInLanes(context -> total[0]++);
        return total[0];
    }

    /** Whether some requests are counted on their contexts. */
    boolean anyDetached() {
        return detached.sum() > 0;
    }

    /** The contexts that threads work for now, each as often as there are threads. */
    synchronized void forEachInLanes(Consumer<Known> action) {
        sweep();
        for (Lane lane : all) {
            Known context = lane.context();
            if (context != null) {
                action.accept(context);
            }
        }
    }

    private long sum(int count) {
        long sum = 0;
        for (Lane lane : all) {
            sum += lane.count(count);
        }
        return sum;
    }

    private synchronized AtomicReferenceArray<Object> newLane(Thread thread) {
        if (++sinceSweep >= LANES_BETWEEN_SWEEPS) {
            sweep();
        }
        Lane lane = new Lane(thread);
        all.add(lane);
        lanes.set(lane.parts);
        return lane.parts;
    }

    private void sweep() {
        sinceSweep = 0;
        for (Iterator<Lane> each = all.iterator(); each.hasNext(); ) {
            Lane lane = each.next();
            if (lane.dead()) {
                passedByTheDead += lane.count(Lane.PASSED);
                unknownByTheDead += lane.count(Lane.UNKNOWN);
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
        static final int CURRENT = 0;
        static final int PASSED = 8; // a cache line away from what another thread may write
        static final int UNKNOWN = 9;
        private static final int COUNTS = 1;

        final AtomicReferenceArray<Object> parts = new AtomicReferenceArray<>(2);
        private final WeakReference<Thread> thread;

        Lane(Thread thread) {
            this.thread = new WeakReference<>(thread);
            parts.set(COUNTS, new AtomicLongArray(18));
        }

        static AtomicLongArray counts(AtomicReferenceArray<Object> lane) {
            return (AtomicLongArray) lane.get(COUNTS);
        }

        @Nullable
        Known context() {
            return (Known) parts.get(CURRENT);
        }

        long count(int which) {
            return counts(parts).get(which);
        }

        boolean dead() {
            Thread owner = thread.get();
            return owner == null || !owner.isAlive();
        }
    }
}
