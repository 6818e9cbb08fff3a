package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A lock that belongs to a transaction. The renames run in the same transaction, so nothing can come between. */
public record TransactionWriteLock(Connection connection) implements WriteLock {

    @Override
    public boolean rename(List<String> renames) throws SQLException {
        Sql.execute(connection, renames);
        return true;
    }

    @Override
    public void close() {
        // Commit or rollback releases it.
    }
}
