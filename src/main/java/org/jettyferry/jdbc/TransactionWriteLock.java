package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A lock of a transaction in which the tables are renamed too; it ends with that. */
public record TransactionWriteLock(Connection connection) implements WriteLock {

    @Override
    public boolean rename(List<String> renames) throws SQLException {
        Sql.execute(connection, renames);
        return true;
    }

    @Override
    public void close() {
        // The commit or the rollback gives it back.
    }
}
