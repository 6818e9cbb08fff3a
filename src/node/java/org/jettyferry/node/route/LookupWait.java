package org.jettyferry.node.route;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Holds request threads while their context is looked up, or is closed for a moment. Time and number of waiting threads are
 * bounded, so that a slow registry cannot take the whole thread pool of the container. The thread itself blocks, because a
 * request that a filter resumes asynchronously would skip the web application's own filters on Jetty 12.1. Thread-safe.
 */
final class LookupWait {
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Waits until the condition holds.
     *
     * @param known the condition; checked again after each {@link #wake}
     * @param most how many threads may wait at a time; one more does not wait at all
     * @return whether the condition holds now
     */
    boolean await(BooleanSupplier known, int most, long nanos) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return known.getAsBoolean();
        }
        Thread thread = Thread.currentThread();
        threads.add(thread);
        try {
            return park(known, System.nanoTime() + nanos);
        } finally {
            threads.remove(thread);
            waiting.decrementAndGet();
        }
    }

    private boolean park(BooleanSupplier known, long end) {
        long left = end - System.nanoTime();
        while (!known.getAsBoolean()) {
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
        return true;
    }

    /** Lets the waiting threads check again; cheap while no thread waits. */
    void wake() {
        threads.forEach(LockSupport::unpark);
    }

    /** Returns how many threads wait now. */
    int waiting() {
        return threads.size();
    }
}
