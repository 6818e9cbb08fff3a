package org.jettyferry.changelog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import liquibase.exception.DatabaseException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction around everything that Liquibase does: {@code commit()} sets a savepoint and {@code rollback()} goes
 * back to it. {@link #commitAll} commits. Whatever ends the connection before that leaves nothing behind.
 */
final class OuterTransaction extends WorkConnection {
    private final Connection connection;
    private final boolean releases;
    private @Nullable Savepoint savepoint;

    /**
     * Begins the transaction.
     *
     * @param connection in auto-commit, which ends here
     * @param releases whether the database can release a savepoint
     */
    OuterTransaction(Connection connection, boolean releases) throws SQLException {
        super(connection);
        this.releases = releases;
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    @Override
    public void commit() throws DatabaseException {
        try {
            if (savepoint != null && releases) {
                connection.releaseSavepoint(savepoint); // first: a release ends the later ones as well
            }
            savepoint = connection.setSavepoint();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public void rollback() throws DatabaseException {
        try {
            if (connection.isClosed()) {
                return;
            }
            if (savepoint == null) {
                connection.rollback();
            } else {
                connection.rollback(savepoint);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Refuses auto-commit: JDBC would commit what has run so far. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws DatabaseException {
        if (autoCommit) {
            throw new DatabaseException("a change set with runInTransaction=false cannot run within a transaction");
        }
    }

    /** Commits everything. */
    void commitAll() throws SQLException {
        connection.commit();
        savepoint = null;
    }
}
