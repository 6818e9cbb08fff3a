package org.jettyferry.node.route;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Holds the threads of requests whose context is being looked up: each for a bounded time, and a bounded number of them, so
 * that a slow registry cannot take the container's whole thread pool. The thread itself waits. An asynchronous request that
 * a filter lets go on later would pass over the web application's own filters on Jetty 12.1. Thread-safe.
 */
final class LookupWait {
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Waits until something is known.
     *
     * @param most threads that may wait at a time; one more does not wait at all
     * @return whether it is known now
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

    /** Lets the waiting threads look again; costs next to nothing where none waits. */
    void wake() {
        threads.forEach(LockSupport::unpark);
    }

    /** Threads that wait now. */
    int waiting() {
        return threads.size();
    }
}
