package org.jettyferry.store;

import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jetty.StoreLock;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreErrors;

/**
 * Runs work under the store's advisory lock.
 *
 * <p>The lock is held by the connection that makes the changes, not by one of its own. Whatever ends that connection
 * therefore ends the lock as well: a process that was suspended while the server dropped its connection cannot do harm
 * when it continues, and the lock is not free while the holder's last statement still runs.
 */
record StoreLocking(StoreHandle store) {

    /**
     * Runs the work.
     *
     * @throws OperatorException if another run holds the lock
     */
    <T> T run(Work<T> work) throws SQLException {
        String lock = lock();
        if (!store.server().tryLock(lock)) {
            throw StoreErrors.lockHeld(holder(lock));
        }
        try {
            return work.run();
        } finally {
            unlock(lock);
        }
    }

    /**
     * Returns the name of the store's lock. It follows from the configured names alone: a look-up of the table would
     * wait for a swap in progress, which locks the catalog too. The name is in lower case, since most servers take two
     * spellings for one table; where they do not, two stores of one name merely wait for each other.
     */
    private String lock() {
        return StoreLock.name(store.schema() + "." + store.names().table());
    }

    private void unlock(String lock) {
        try {
            store.server().unlock(lock);
        } catch (SQLException e) {
            // The connection is lost, and the lock with it.
        }
    }

    private String holder(String lock) throws SQLException {
        Optional<String> session = store.server().lockHolder(lock);
        return owner() + session.map(name -> " (" + name + ")").orElse("");
    }

    /** Describes the run that holds the lock. During a swap the journal may be locked as well and cannot be read. */
    private String owner() throws SQLException {
        try {
            Journal journal = store.journal();
            Optional<Run> run = journal.unfinished(store.detector().store());
            return run.isPresent()
                    ? journal.owner(run.get().id()) + ", run " + run.get().id()
                    : "a run that has not begun to change anything";
        } catch (SQLException e) {
            if (store.dialect().classify(e) == ErrorKind.LOCKED) {
                return "a run that changes the tables just now";
            }
            throw e;
        }
    }

    /** Work under the lock. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }
}
