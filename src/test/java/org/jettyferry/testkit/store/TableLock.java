package org.jettyferry.testkit.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jettyferry.testkit.servers.TestDatabase;

/** Lets everybody wait who reads a table of PostgreSQL, and nobody fail: a registry that takes its time. */
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
