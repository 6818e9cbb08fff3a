package org.jettyferry.node.park;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Parks requests in a bounded number of places, and lets them go in the order in which they came: when their decision
 * has changed, or when their time is up. See the package for how. Thread-safe.
 */
public final class ParkingLot {
    private static final Logger LOG = Logger.getLogger(ParkingLot.class.getName());

    /** How many requests are handed on in a row; then the server's threads get a moment. */
    private static final int PORTION = 50;

    private static final long MOMENT_MILLIS = 5;

    private final ParkingCounts counts;
    private final Map<Waiting, Place> places = new LinkedHashMap<>(); // the oldest first
    private final Map<Object, Integer> taken = new HashMap<>();
    private int most;
    private int mostPerContext;
    private boolean attended;
    private boolean closed;

    /** Makes a lot without places; {@link #limits} gives it some. */
    public ParkingLot(ParkingCounts counts) {
        this.counts = counts;
    }

    /**
     * Sets how many requests may be parked at a time; those that are parked stay.
     *
     * @param all of all contexts together
     * @param perContext of each context
     */
    public synchronized void limits(int all, int perContext) {
        most = all;
        mostPerContext = perContext;
    }

    /**
     * Parks a request if there is a place.
     *
     * @param context whose request it is; compared by {@code equals}
     * @param millis how long it waits at most
     * @param changed whether it need not wait any more; must be cheap and must not block
     * @param request lets go of its thread before this returns
     * @return whether it is parked; if not, its thread must go on with it
     * @throws RuntimeException if the request can't let go of its thread; it is not parked then
     */
    public boolean park(Object context, long millis, BooleanSupplier changed, Waiting request) {
        Place place = new Place(context, millis, changed);
        if (!take(request, place)) {
            counts.refused();
            request.noPlace();
            return false;
        }
        boolean suspended = false;
        try {
            request.suspend(millis, () -> leave(request));
            suspended = true;
        } finally {
            if (!suspended) {
                leave(request);
            }
        }
        open(place);
        return true;
    }

    /** Lets go of those whose decision has changed; call it after each change. Cheap while nobody waits. */
    public synchronized void wake() {
        if (!places.isEmpty()) {
            attend(); // again, should its thread have died
            notifyAll();
        }
    }

    /** Lets everybody go, and parks nobody any more. */
    public synchronized void close() {
        closed = true;
        wake();
    }

    private synchronized boolean take(Waiting request, Place place) {
        if (closed || places.size() >= most || taken.getOrDefault(place.context, 0) >= mostPerContext) {
            return false;
        }
        attend(); // before the place is taken: no thread may be left to start
        places.put(request, place);
        taken.merge(place.context, 1, Integer::sum);
        counts.begins();
        return true;
    }

    private synchronized void open(Place place) {
        place.open = true;
        notifyAll();
    }

    private synchronized void leave(Waiting request) {
        Place place = places.remove(request);
        if (place != null) {
            left(place);
        }
    }

    private void left(Place place) {
        taken.computeIfPresent(place.context, (context, number) -> number == 1 ? null : number - 1);
        counts.ends(System.nanoTime() - place.since);
    }

    private void attend() {
        if (!attended) {
            Thread thread = new Thread(this::letGo, "ferry-parking");
            thread.setDaemon(true);
            thread.setContextClassLoader(ParkingLot.class.getClassLoader());
            thread.start();
            attended = true;
        }
    }

    private void letGo() {
        try {
            for (List<Waiting> due = due(); !due.isEmpty(); due = due()) {
                due.forEach(ParkingLot::resume);
                if (due.size() == PORTION) {
                    Thread.sleep(MOMENT_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            LOG.fine("ignoring an interrupt: the next wake starts another thread");
        } finally {
            unattended();
        }
    }

    private synchronized void unattended() {
        attended = false;
        if (!places.isEmpty()) {
            attend(); // somebody came between the last look and this
        }
    }

    /** Waits until requests are due, and takes them out; returns none when nobody is left. */
    private synchronized List<Waiting> due() throws InterruptedException {
        List<Waiting> due = new ArrayList<>();
        while (!places.isEmpty()) {
            long nanos = takeDue(due);
            if (!due.isEmpty()) {
                break;
            }
            wait(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        }
        return due;
    }

    /** Takes out a portion of those that are due; returns the nanoseconds until the next one's time is up. */
    private long takeDue(List<Waiting> due) {
        long next = Long.MAX_VALUE;
        long now = System.nanoTime();
        for (Iterator<Map.Entry<Waiting, Place>> each = places.entrySet().iterator();
                each.hasNext() && due.size() < PORTION; ) {
            Map.Entry<Waiting, Place> one = each.next();
            Place place = one.getValue();
            long left = place.nanos - (now - place.since);
            if (place.open && isDue(place, left)) {
                each.remove();
                left(place);
                due.add(one.getKey());
            }
            next = Math.min(next, Math.max(0, left));
        }
        return next;
    }

    private boolean isDue(Place place, long left) {
        if (closed || place.changed.getAsBoolean()) {
            return true;
        }
        if (left <= 0) {
            counts.refused();
        }
        return left <= 0;
    }

    private static void resume(Waiting request) {
        try {
            request.resume();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.FINE, "a parked request can't go on; its client is gone", e);
        }
    }

    /** Where a request waits. */
    private static final class Place {
        final Object context;
        final BooleanSupplier changed;
        final long since = System.nanoTime();
        final long nanos;

        /** Whether the request has let go of its thread. */
        boolean open;

        Place(Object context, long millis, BooleanSupplier changed) {
            this.context = context;
            this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            this.changed = changed;
        }
    }
}
