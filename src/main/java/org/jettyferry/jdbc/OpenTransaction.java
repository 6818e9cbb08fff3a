package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction of a connection that is in auto-commit otherwise, which stays open from one call to another. What it does is
 * seen by nobody until {@link #commit}; if this process dies before, the server takes it back. It reads what others have
 * committed meanwhile, and locks no gaps between rows: others insert undisturbed.
 */
public final class OpenTransaction implements AutoCloseable {
    private final Connection connection;
    private final int isolationBefore;
    private boolean open = true;

    private OpenTransaction(Connection connection, int isolationBefore) {
        this.connection = connection;
        this.isolationBefore = isolationBefore;
    }

    /** Begins one. */
    public static OpenTransaction begin(Connection connection) throws SQLException {
        int before = connection.getTransactionIsolation();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        return new OpenTransaction(connection, before);
    }

    /** Commits. After an error nobody knows whether it did: ask the server. */
    public void commit() throws SQLException {
        connection.commit();
        open = false;
        restore();
    }

    /** Takes everything back, unless it was committed. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            connection.rollback();
        } catch (SQLException e) {
            return; // the connection is lost, and the server takes it back
        }
        restore();
    }

    private void restore() {
        try {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolationBefore);
        } catch (SQLException e) {
            return; // the connection is lost, and its next use fails
        }
    }
}
