package org.jettyferry.node.ticket;

/** Admits so many per second and no more. Thread-safe. */
final class Limit {
    private static final long SECOND = 1_000_000_000L;

    private final int most;
    private long begin = System.nanoTime() - SECOND;
    private int admitted;

    Limit(int most) {
        this.most = most;
    }

    synchronized boolean admits() {
        long now = System.nanoTime();
        if (now - begin >= SECOND) {
            begin = now;
            admitted = 0;
        }
        return admitted++ < most;
    }
}
