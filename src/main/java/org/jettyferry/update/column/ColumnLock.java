package org.jettyferry.update.column;

import java.sql.SQLException;
import java.time.Duration;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.jdbc.TableName;

/**
 * Keeps runs on one table apart by an advisory lock, on the connection that does the work: it can't be lost while the work
 * goes on, and the server frees it when the work of a killed process has ended.
 */
record ColumnLock(Catalog server, TableName table) {
    private static final long PAUSE_MILLIS = 100;

    /**
     * Takes the lock.
     *
     * @param patience how long to wait for another run
     * @throws OperatorException if it is not free by then
     */
    void take(Duration patience) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        while (!server.tryLock(name())) {
            if (System.nanoTime() - end >= 0) {
                throw new OperatorException(
                        Kind.LOCKED,
                        "another run changes columns of " + table
                                + server.lockHolder(name())
                                        .map(holder -> ": " + holder)
                                        .orElse(""),
                        "Wait until it is done, or give more time with --wait. The lock ends with its run. Nothing was"
                                + " changed.");
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    void free() throws SQLException {
        server.unlock(name());
    }

    private String name() {
        return "column " + table;
    }
}
