package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/**
 * A connection that is used for a moment and goes back as it came. It may belong to the pool of Jetty's sessions, and not
 * every pool resets what a borrower has changed: a transaction that is left open, or the time-out of a borrower, would meet
 * Jetty's next session.
 */
final class BriefLoan implements AutoCloseable {
    private static final int UNKNOWN = -1;

    private final Connection connection;
    private final int timeoutBefore;

    private BriefLoan(Connection connection, int timeoutBefore) {
        this.connection = connection;
        this.timeoutBefore = timeoutBefore;
    }

    /**
     * Takes a connection for a moment.
     *
     * @param connection to be closed with this; also if this fails
     * @param patienceMillis after which a read from the server fails
     */
    static BriefLoan of(Connection connection, int patienceMillis) throws SQLException {
        try {
            return new BriefLoan(connection, limit(connection, patienceMillis));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            if (timeoutBefore != UNKNOWN) {
                connection.setNetworkTimeout(Runnable::run, timeoutBefore);
            }
        } finally {
            connection.close();
        }
    }

    /** What limits the registry's connections is too short for a store that is merely slow. */
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
