package org.jettyferry.node.registry;

import java.util.function.Consumer;
import java.util.logging.Logger;

/**
 * Watches how long ago the registry was read. A node that is cut off from the registry keeps serving by the last
 * snapshot; meanwhile an operator may move its contexts to another server, and both would write. With a lease the
 * cut-off node closes its contexts in time. It has a thread of its own, because the poller's thread may hang in a
 * query. Thread-safe.
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
     * Makes a lease without a limit.
     *
     * @param onChange receives whether the lease is held, each time that changes
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

    /** Looks at the clock; its thread does so twice a second. */
    synchronized void look() {
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
