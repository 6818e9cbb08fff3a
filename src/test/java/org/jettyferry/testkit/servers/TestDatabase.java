package org.jettyferry.testkit.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database of its own for one test; it was empty when it was made, and closing it drops it.
 *
 * @param server the server that holds it
 * @param name its name on that server
 * @param url its JDBC URL
 * @param user a user who may do everything in it
 * @param password the user's password
 */
public record TestDatabase(TestServer server, String name, String url, String user, String password)
        implements AutoCloseable {
    /**
     * Opens a connection.
     *
     * @return a connection of the caller's own, in auto-commit mode
     * @throws SQLException if the server refuses
     */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /**
     * Runs statements one after the other.
     *
     * @param statements SQL
     * @throws SQLException at the first that fails
     */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the same database with one more property in its URL, in the syntax of all but SQL Server. */
    public TestDatabase with(String property) {
        String more = url + (url.contains("?") ? "&" : "?") + property;
        return new TestDatabase(server, name, more, user, password);
    }

    /** Drops the database with all that is in it, even under a node that is still connected. */
    @Override
    public void close() {
        server.drop(this);
    }
}
