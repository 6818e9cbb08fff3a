package org.jettyferry.node.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/**
 * A connection that goes back as it came. It may belong to a pool, and not every pool resets what a borrower has changed: a
 * transaction that is left open, or the time-out of a borrower, would meet the next one.
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
     * Takes a connection.
     *
     * @param connection to be closed with this; also if this fails
     * @param patienceMillis after which a read from the server fails
     */
    public static BorrowedConnection of(Connection connection, int patienceMillis) throws SQLException {
        try {
            return new BorrowedConnection(connection, connection.getAutoCommit(), limit(connection, patienceMillis));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The connection, for the borrower alone. */
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
            return UNKNOWN; // then the driver's own limit holds
        }
    }
}
