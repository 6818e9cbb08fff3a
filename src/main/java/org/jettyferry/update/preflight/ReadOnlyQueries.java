package org.jettyferry.update.preflight;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql.RowReader;

/** Queries over a connection that changes nothing: each is a transaction of its own and is rolled back. */
final class ReadOnlyQueries implements AutoCloseable {
    private final Connection connection;
    private final Dialect dialect;

    ReadOnlyQueries(Database database) throws SQLException {
        dialect = database.dialect();
        connection = database.open();
        try {
            dialect.forbidChanges(connection);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    /**
     * Runs a query.
     *
     * @param reader reads its whole result, which streams: it may have any number of rows
     */
    <T> T run(String query, RowReader<T> reader) throws SQLException {
        try (Statement statement = dialect.streaming(connection);
                ResultSet rows = statement.executeQuery(query)) {
            return reader.read(rows);
        } finally {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
