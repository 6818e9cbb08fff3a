package org.jettyferry.jdbc;

/** Waits between two questions to a server. Stateless. */
public final class Pause {
    private Pause() {}

    /**
     * Waits.
     *
     * @param millis how long, in milliseconds
     * @throws IllegalStateException if the thread is interrupted, which nothing here does
     */
    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
