package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.jdbcurl.JdbcUrl;
import org.jettyferry.jetty.GuestLock;
import org.jspecify.annotations.Nullable;

/**
 * Shows others that this node is a guest: a session of the server holds an advisory lock as long as the node lives. A daemon
 * thread takes it when the node saves its first session, since the driver learns the node's worker name from that. It looks every
 * few seconds, and takes the lock again where its session has ended: the database was away, or a pool has replaced the connection.
 * In between the node looks like one that is no guest, and {@code ferry upgrade --live} refuses. Thread-safe.
 */
final class Presence {
    private static final Logger LOG = Logger.getLogger("org.jettyferry.guest");

    private static final long LOOK_MILLIS = 5_000;

    /** After so many times that a lock did not last, none will. */
    private static final int TRIES = 3;

    private static final long PAUSE_MILLIS = 200;

    private final Lender lender;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Thread holder;
    private volatile boolean ended;

    Presence(Lender lender) {
        this.lender = lender;
    }

    /**
     * Begins to show this node, at the first call.
     *
     * @param store schema and session table, with a dot between them
     * @param worker the worker name of the node
     */
    void show(String store, @Nullable String worker) {
        if (worker != null && !worker.isEmpty() && begun.compareAndSet(false, true)) {
            Thread thread = new Thread(
                    () -> new Showing(new PresenceLock(GuestLock.name(store, worker)), worker).last(), "ferry-guest");
            thread.setDaemon(true);
            holder = thread;
            thread.start();
        }
    }

    /** No longer shows it: the thread frees the lock and ends. */
    void end() {
        ended = true;
        Thread thread = holder;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** What the thread does and knows. */
    private final class Showing {
        private static final long NONE = -1;

        private final PresenceLock lock;
        private final String worker;
        /** The number of the server's session that holds the lock for this node. */
        private long mine = NONE;

        private boolean warned;

        Showing(PresenceLock lock, String worker) {
            this.lock = lock;
            this.worker = worker;
        }

        void last() {
            while (!ended) {
                try {
                    look();
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException e) {
                    // Only end() interrupts; a pool may have noticed it first, and cleared it.
                }
            }
            free();
        }

        /** Takes the lock if nobody has it, and looks whether that lasts. */
        private void look() throws InterruptedException {
            try {
                for (int taken = 0; !ended && hadToTake(); taken++) {
                    if (taken == TRIES && !lender.keeps()) {
                        LOG.log(
                                Level.INFO,
                                "This guest keeps a connection of its DataSource for itself, because no lock lasts"
                                        + " longer than a loan there.");
                        lender.keepOne();
                    }
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (SQLException e) {
                LOG.log(Level.FINE, "The lock of this guest cannot be looked at now: {0}", masked(e));
            }
        }

        private boolean hadToTake() throws SQLException {
            Connection connection = lender.lend();
            try {
                return take(connection);
            } finally {
                lender.giveBack(connection);
            }
        }

        private boolean take(Connection connection) throws SQLException {
            OptionalLong now = lock.holder(connection);
            if (now.isEmpty() && lock.take(connection)) {
                mine = lock.holder(connection).orElse(NONE);
                return true;
            }
            if (!warned && (now.isPresent() ? now.getAsLong() != mine : mine == NONE)) {
                warned = true;
                LOG.log(
                        Level.WARNING,
                        "Another node has the worker name {0} too. Jetty tells nodes apart by it: give this one a name of"
                                + " its own, in jetty.sessionIdManager.workerName.",
                        worker);
            }
            return false;
        }

        private void free() {
            try {
                lender.free(lock, mine);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "The lock of this guest goes with its connection: {0}", masked(e));
            }
        }
    }

    private static String masked(Exception e) {
        return JdbcUrl.maskedText(String.valueOf(e.getMessage()));
    }
}
