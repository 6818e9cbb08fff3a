package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
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
        make(script, Map.of());
    }

    /**
     * Makes it as {@link #make(String)} does.
     *
     * @param names what to write for further words of the file
     */
    public void make(String script, Map<String, String> names) throws SQLException {
        if (exists()) {
            return;
        }
        if (connection.getAutoCommit() && dialect.transactionalDdl()) {
            Transaction.run(connection, () -> create(script, names));
        } else {
            create(script, names);
        }
    }

    private boolean create(String script, Map<String, String> names) throws SQLException {
        Map<String, String> all = new HashMap<>(names);
        all.put(name.name(), sql());
        Sql.execute(connection, SqlScript.load(dialect, script, all));
        Sql.execute(connection, dialect.server(connection).ownersAlone(name));
        return true;
    }
}
