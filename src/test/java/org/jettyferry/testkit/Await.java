package org.jettyferry.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what another thread brings about: as short as can be, and long enough for a busy machine. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    /**
     * Waits.
     *
     * @param what for the message when it does not come
     * @param condition what to wait for
     */
    public static void eventually(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it never came: " + what);
            }
            Thread.sleep(10);
        }
    }
}
