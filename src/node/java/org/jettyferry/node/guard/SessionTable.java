package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jdbcurl.MissingTable;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.TableNames;

/** Reads the layout of Jetty's session table over a connection. It only reads and locks nothing. */
final class SessionTable {
    private final Connection connection;
    private final TableNames names;
    private final Catalog catalog;

    SessionTable(Connection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
        this.catalog = new Catalog(connection, names);
    }

    /**
     * Returns the generation, found by the primary key.
     *
     * @return 1 or 2; 0 if there is no table, -1 if its layout is unknown
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

    /** Returns the run of {@code ferry} that changes the table right now. */
    Optional<String> runUnderWay() throws SQLException {
        return RunUnderWay.of(connection, names);
    }

    /** Returns whether a session with this context path has not expired yet. */
    boolean hasLive(String contextPath, long now) throws SQLException {
        String path = names.column(SessionColumn.CONTEXT_PATH).written();
        String sql = "select " + path + " from " + names.qualified() + " where " + path + " = ? and "
                + names.column(SessionColumn.EXPIRY_TIME).written() + " > ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(1);
            statement.setQueryTimeout(Guard.TIMEOUT_SECONDS); // the caller gives up at that time
            statement.setString(1, contextPath);
            statement.setLong(2, now);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Returns the generation by the columns, for a table without a primary key or in another schema of the search path:
     * Jetty's own statements find such a table too.
     */
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

    /** Returns the columns; empty if the table is in a schema that the connection does not search. */
    private Set<String> columns() throws SQLException {
        Set<String> columns = folded();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + names.qualified() + " where 1 = 0")) {
            ResultSetMetaData data = rows.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(data.getColumnName(i));
            }
        } catch (SQLException e) {
            if (!MissingTable.isReportedBy(e)) {
                throw e;
            }
        }
        return columns;
    }

    private boolean hasRowId(Set<String> columns) {
        return hasAll(SessionColumn.KEY_1, columns) || columns.contains("srowId"); // Oracle's name for it
    }

    private boolean hasAll(List<SessionColumn> wanted, Set<String> columns) {
        return wanted.stream()
                .allMatch(column -> columns.contains(names.column(column).plain()));
    }

    private static Set<String> folded() {
        return new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    }
}
