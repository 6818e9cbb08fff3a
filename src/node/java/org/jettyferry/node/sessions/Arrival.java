package org.jettyferry.node.sessions;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets go of the sessions of schemata that are about to be opened here. It waits for sessions that are busy, which
 * requests hold that are being refused at this moment, but not for long: then the schemata are opened all the same.
 */
final class Arrival implements Runnable {
    private static final Logger LOG = Logger.getLogger(Arrival.class.getName());
    private static final long PATIENCE_MILLIS = 1000;
    private static final long PAUSE_NANOS = 10_000_000;

    private final List<Webapp> webapps;
    private final boolean write;
    private final boolean drained;
    private final HeldRequests held;
    private final Lock passes;
    private final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    private final BusySessions waiting = new BusySessions();
    private volatile boolean done;

    /**
     * @param webapps those that may hold sessions of the schemata
     * @param write whether memory may be ahead of the store, because this node had not let go of all when they were closed
     * @param drained whether all requests of these web applications are refused until then
     * @param held the requests that wait for the schemata
     * @param passes is held during a pass
     */
    Arrival(List<Webapp> webapps, boolean write, boolean drained, HeldRequests held, Lock passes) {
        this.webapps = webapps;
        this.write = write;
        this.drained = drained;
        this.held = held;
        this.passes = passes;
    }

    /** Lets go, on a thread of its own: a session's lock may be held for long by a save that hangs. */
    void await() {
        Thread thread = new Thread(this, "ferry-arrival");
        thread.setDaemon(true);
        thread.setContextClassLoader(Arrival.class.getClassLoader());
        thread.start();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!done) {
            LOG.warning("contexts are served here again although some of their sessions were in use until now; users of"
                    + " these may see what they had before their contexts were closed");
        }
    }

    @Override
    public void run() {
        try {
            while (!done && System.nanoTime() - end < 0) {
                if (passes.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    try {
                        done = pass();
                    } finally {
                        passes.unlock();
                    }
                }
                LockSupport.parkNanos(this, done ? 0 : PAUSE_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "sessions could not be let go of before their contexts are served here again", e);
        }
    }

    private boolean pass() {
        Set<String> busy = new HashSet<>();
        for (Webapp webapp : webapps) {
            webapp.pass(write, drained).busy().forEach(id -> busy.add(webapp.context + " " + id));
        }
        boolean over = waiting.areOver(busy);
        if (!over) {
            held.sendAgain();
        }
        return over;
    }
}
