package org.jettyferry.node.sessions;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The requests that wait in the filter for some schemata to open, and keep their sessions busy meanwhile: a request that had
 * reached its web application when its schema was closed, or all of them where Ferry is not at the door of the server. They
 * are sent again, so that their sessions become idle. The pauses grow, because a client follows some twenty redirects of one
 * request and no more. For one thread.
 */
final class HeldRequests {
    private final Collection<Long> schemata;
    private final LongConsumer sendAgain;
    private long due = System.nanoTime();
    private long pause = TimeUnit.MILLISECONDS.toNanos(5);

    /**
     * @param schemata that they wait for
     * @param sendAgain sends those of one schema again
     */
    HeldRequests(Collection<Long> schemata, LongConsumer sendAgain) {
        this.schemata = schemata;
        this.sendAgain = sendAgain;
    }

    /** Sends them again, unless they were sent a moment ago. */
    void sendAgain() {
        long now = System.nanoTime();
        if (now - due >= 0) {
            schemata.forEach(sendAgain::accept);
            due = now + pause;
            pause *= 2;
        }
    }
}
