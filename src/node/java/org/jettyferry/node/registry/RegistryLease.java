package org.jettyferry.node.registry;

import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Watches for how long the registry has not been read. A node that is cut off from it obeys what it said last; meanwhile an
 * operator may give its contexts to another server, and both would write. With a lease such a node closes them in time. It
 * has a thread of its own, because the poller's may hang in a connection that says nothing. Thread-safe.
 */
public final class RegistryLease {
    private static final Logger LOG = Logger.getLogger(RegistryLease.class.getName());
    private static final long LOOK_MILLIS = 500;

    private final RegistryState state;
    private final Consumer<Boolean> onChange;
    private boolean held = true;
    private boolean stopping;
    private int seconds;
    private boolean started;

    /**
     * Makes one without a limit.
     *
     * @param onChange gets whether the lease is held, each time that changes
     */
    public RegistryLease(RegistryState state, Consumer<Boolean> onChange) {
        this.state = state;
        this.onChange = onChange;
    }

    /** Sets the limit; 0 for none. The thread starts with the first one. */
    public synchronized void configure(int limit) {
        seconds = limit;
        if (limit > 0 && !started) {
            started = true;
            Thread thread = new Thread(this::run, "ferry-lease");
            thread.setDaemon(true);
            thread.setContextClassLoader(RegistryLease.class.getClassLoader());
            thread.start();
        }
    }

    /** Ends the thread. */
    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    private synchronized void run() {
        while (!stopping) {
            look();
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() {
        boolean now = seconds == 0 || !state.reached() || state.ageMillis() <= seconds * 1000L;
        if (now == held) {
            return;
        }
        held = now;
        onChange.accept(now);
        if (now) {
            LOG.info("the registry is read again: contexts of this server are served again");
        } else {
            LOG.warning("the registry has not been read for longer than registryLease=" + seconds
                    + " s, so contexts of this server get 503: another server may have them by now");
        }
    }
}
