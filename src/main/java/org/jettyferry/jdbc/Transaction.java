package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work in one transaction of a connection that is in auto-commit otherwise. Stateless. */
public final class Transaction {
    private Transaction() {}

    /** The work of a transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Runs the work and commits, or takes everything back: also after an {@link Error}, since the return to auto-commit would
     * commit half of it. A failure of the rollback does not hide what it was for: the connection is lost then, and the server
     * rolls back by itself.
     *
     * @return what the work returns
     */
    public static <T> T run(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        } finally {
            restoreAutoCommit(connection);
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void restoreAutoCommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            return; // the connection is lost, and its next use fails
        }
    }
}
