package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection for short reads, until it is closed: one of its own, or one from a pool. */
public final class ReadConnection implements AutoCloseable {
    private final Connection connection;
    private final End end;

    ReadConnection(Connection connection, End end) {
        this.connection = connection;
        this.end = end;
    }

    /** Returns it. The caller does not close it, and sets nothing that would outlast a transaction. */
    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        end.run();
    }

    /** What becomes of it. */
    @FunctionalInterface
    interface End {
        void run() throws SQLException;
    }
}
