package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A table of Ferry's own in a schema of the site. It may hold what the site's rows hold, so it is its owner's alone, whatever
 * rights the server gives to new tables.
 */
public record OwnTable(Connection connection, Dialect dialect, TableName name) {
    /** Returns whether it was made. */
    public boolean exists() throws SQLException {
        return dialect.server(connection).exists(name);
    }

    /** Returns its name as SQL. */
    public String sql() {
        return name.sql(dialect);
    }

    /**
     * Makes it if there is none. Where DDL is transactional, that is part of the present transaction, or of one of its own if
     * the connection is in auto-commit: at no moment is the table open to others.
     *
     * @param script the file with its statement
     */
    public void make(String script) throws SQLException {
        if (exists()) {
            return;
        }
        boolean own = connection.getAutoCommit() && dialect.transactionalDdl();
        if (!own) {
            create(script);
            return;
        }
        connection.setAutoCommit(false);
        try {
            create(script);
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true); // commits
        }
    }

    private void create(String script) throws SQLException {
        Sql.execute(connection, SqlScript.load(dialect, script, Map.of(name.name(), sql())));
        Sql.execute(connection, dialect.server(connection).ownersAlone(name));
    }
}
