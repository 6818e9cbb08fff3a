package org.jettyferry.node.route;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jettyferry.node.contexts.CacheEntry;
import org.jettyferry.node.park.ParkingCounts;
import org.jettyferry.node.park.ParkingLot;
import org.jettyferry.node.park.Waiting;
import org.jettyferry.node.registry.ContextRow;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of closed contexts wait: without a thread before any web application has seen them, or else with
 * the thread of the filter. Thread-safe.
 */
public final class Parking {
    private final ParkingCounts counts = new ParkingCounts();
    private final ParkingLot lot = new ParkingLot(counts);
    private final LookupWait threads = new LookupWait();

    /** How often the held requests of a schema were sent again; few schemata ever are. */
    private final Map<Long, Integer> timesSentAgain = new ConcurrentHashMap<>();

    private volatile int mostThreads;

    Parking() {}

    /** Returns how many requests were parked, and for how long. */
    public ParkingCounts counts() {
        return counts;
    }

    /**
     * Ends the waiting of those requests of a schema that are held in the filter; their clients send them again. Such a request
     * keeps its session busy, and who lets go of the sessions would wait for the request, while the request waits for him.
     */
    public void sendHeldAgain(long schema) {
        timesSentAgain.merge(schema, 1, Integer::sum);
        threads.wake();
    }

    /** Lets everybody go on, because the node ends. */
    public void close() {
        lot.close();
    }

    void configure(RoutingSettings settings) {
        lot.limits(settings.maxParked, settings.maxParkedPerContext);
        mostThreads = settings.maxWaiting;
    }

    /** Parks a request that no web application has seen; returns whether it waits. */
    boolean park(CacheEntry context, long millis, Waiting request) {
        return lot.park(context.whole(), millis, () -> context.decision().parkMillis == 0, request);
    }

    /**
     * Holds the thread of a request in the filter until the decision of its context has changed, or it is to be sent again.
     *
     * @return false if its time was up, or if enough threads wait
     */
    boolean hold(CacheEntry context, long millis) {
        if (threads.waiting() >= mostThreads) {
            counts.refused();
            return false;
        }
        ContextRow row = context.whole().row();
        Integer before = timesSentAgain(row);
        long since = System.nanoTime();
        counts.begins();
        try {
            boolean changed = threads.await(
                    () -> context.decision().parkMillis == 0 || !Objects.equals(before, timesSentAgain(row)),
                    mostThreads,
                    TimeUnit.MILLISECONDS.toNanos(millis));
            if (!changed) {
                counts.refused();
            }
            return changed;
        } finally {
            counts.ends(System.nanoTime() - since);
        }
    }

    private @Nullable Integer timesSentAgain(@Nullable ContextRow row) {
        return row == null ? null : timesSentAgain.get(row.schemaId());
    }

    /** Looks after those that wait; call it after each change of decisions. */
    void wake() {
        lot.wake();
        threads.wake();
    }
}
