package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/**
 * A connection that is closed in the state in which it was opened. It may belong to a pool, and not every pool resets a
 * connection: an open transaction or a changed time-out would reach the next borrower.
 */
public final class BorrowedConnection implements AutoCloseable {
    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final boolean autoCommitBefore;
    private final int timeoutBefore;

    private BorrowedConnection(Connection connection, boolean autoCommitBefore, int timeoutBefore) {
        this.connection = connection;
        this.autoCommitBefore = autoCommitBefore;
        this.timeoutBefore = timeoutBefore;
    }

    /**
     * Takes over a connection.
     *
     * @param connection is closed with this object, and also if this method fails
     * @param timeoutMillis after which a read from the server fails
     */
    public static BorrowedConnection of(Connection connection, int timeoutMillis) throws SQLException {
        try {
            return new BorrowedConnection(connection, connection.getAutoCommit(), limit(connection, timeoutMillis));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Returns the connection; the borrower must not close it. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            if (connection.getAutoCommit() != autoCommitBefore) {
                connection.setAutoCommit(autoCommitBefore);
            }
            if (timeoutBefore != UNKNOWN) {
                connection.setNetworkTimeout(Runnable::run, timeoutBefore);
            }
        } finally {
            connection.close();
        }
    }

    private static int limit(Connection connection, int millis) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return UNKNOWN; // the driver's own time-out applies
        }
    }
}
