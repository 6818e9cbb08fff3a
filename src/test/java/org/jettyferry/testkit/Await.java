package org.jettyferry.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for another thread or process. It looks often, so that a fast machine loses no time, and gives up late, so that
 * a busy one does not fail.
 */
public final class Await {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Await() {}

    /**
     * Waits until a condition holds.
     *
     * @param what names the condition in the message when it never holds
     * @param condition what to wait for
     */
    public static void eventually(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + LIMIT.toSeconds() + " s: " + what);
            }
            briefly();
        }
    }

    /** Sleeps for the pause between two looks. */
    public static void briefly() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
