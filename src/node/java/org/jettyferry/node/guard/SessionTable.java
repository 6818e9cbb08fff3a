package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;

/** Jetty's session table, as it is found over a connection. Reads only; locks nothing. */
final class SessionTable {
    /** What PostgreSQL, what most others, and what SQL Server's driver says of a table that can't be found by its name. */
    private static final Set<String> NO_TABLE = new HashSet<>(Arrays.asList("42P01", "42S02", "S0002"));

    private final Connection connection;
    private final TableNames names;
    private final Catalog catalog;

    SessionTable(Connection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
        this.catalog = new Catalog(connection, names);
    }

    /**
     * Tells its generation by its primary key.
     *
     * @return 1 or 2; 0 if there is no table, -1 if it is of no known kind
     */
    int generation() throws SQLException {
        Set<String> key = catalog.primaryKey();
        if (key.isEmpty()) {
            return generationByColumns();
        }
        if (key.size() == SessionColumn.KEY_1.size() && hasRowId(key)) {
            return 1;
        }
        return key.size() == SessionColumn.KEY_2.size() && hasAll(SessionColumn.KEY_2, key) ? 2 : -1;
    }

    /** The run of {@code ferry} that changes the table right now. */
    Optional<String> runUnderWay() throws SQLException {
        return RunUnderWay.of(connection, names);
    }

    /** Whether a session that has not expired yet has this context path. */
    boolean hasLive(String contextPath, long now) throws SQLException {
        String path = names.column(SessionColumn.CONTEXT_PATH).written();
        String sql = "select " + path + " from " + names.qualified() + " where " + path + " = ? and "
                + names.column(SessionColumn.EXPIRY_TIME).written() + " > ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(1);
            statement.setQueryTimeout(Guard.PATIENCE_SECONDS); // nobody waits for it any longer
            statement.setString(1, contextPath);
            statement.setLong(2, now);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** For a table that stands elsewhere in the search path, or has lost its key: as Jetty's own statements see it. */
    private int generationByColumns() throws SQLException {
        if (!catalog.has(names.table())) {
            return 0;
        }
        Set<String> columns = columns();
        if (columns.isEmpty()) {
            return 0;
        }
        if (hasRowId(columns)) {
            return 1;
        }
        return hasAll(SessionColumn.KEY_2, columns) ? 2 : -1;
    }

    /** Empty if the table of this name is in a schema where the connection does not look for it. */
    private Set<String> columns() throws SQLException {
        Set<String> columns = folded();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + names.qualified() + " where 1 = 0")) {
            ResultSetMetaData data = rows.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(data.getColumnName(i));
            }
        } catch (SQLException e) {
            if (!NO_TABLE.contains(e.getSQLState())) {
                throw e;
            }
        }
        return columns;
    }

    private boolean hasRowId(Set<String> columns) {
        return hasAll(SessionColumn.KEY_1, columns) || columns.contains("srowId"); // the latter on Oracle
    }

    private boolean hasAll(List<SessionColumn> wanted, Set<String> columns) {
        return wanted.stream()
                .allMatch(column -> columns.contains(names.column(column).plain()));
    }

    private static Set<String> folded() {
        return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    }
}
