package org.jettyferry.testkit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jettyferry.testkit.servers.TestDatabase;

/** A lock on a table of PostgreSQL: readers wait and do not fail, as with a slow registry. */
public final class TableLock implements AutoCloseable {
    private final Connection connection;

    private TableLock(Connection connection) {
        this.connection = connection;
    }

    public static TableLock on(TestDatabase database, String table) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in access exclusive mode");
        }
        return new TableLock(connection);
    }

    public void release() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
