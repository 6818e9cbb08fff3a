package org.jettyferry.node.registry;

import java.util.concurrent.locks.LockSupport;

/**
 * The time between a changed decision and counting the requests in flight. A request notes that it is in flight before it
 * reads the decision, but without a memory fence, which would cost more than the rest of the filter. Other threads see its
 * write in far less time than this.
 */
public final class Settling {
    private static final long NANOS = 1_000_000;

    private Settling() {}

    /** Waits for it, also if the thread is unparked meanwhile. */
    public static void await() {
        long end = System.nanoTime() + NANOS;
        for (long left = NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
