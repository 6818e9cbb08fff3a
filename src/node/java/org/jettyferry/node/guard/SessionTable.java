package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.SqlName;
import org.jettyferry.jetty.TableNames;

/** Jetty's session table, as it is found over a connection. Reads only; locks nothing. */
final class SessionTable {
    /** What PostgreSQL, and what the others say of a table that does not exist. */
    private static final Set<String> NO_TABLE = new HashSet<>(Arrays.asList("42P01", "42S02"));

    private final Connection connection;
    private final TableNames names;

    SessionTable(Connection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
    }

    /**
     * Tells its generation by its primary key.
     *
     * @return 1 or 2; 0 if there is no table, -1 if it is of no known kind
     */
    int generation() throws SQLException {
        Set<String> key = primaryKey();
        if (key.isEmpty()) {
            return generationByColumns();
        }
        if (key.size() == SessionColumn.KEY_1.size() && hasRowId(key)) {
            return 1;
        }
        return key.size() == SessionColumn.KEY_2.size() && hasAll(SessionColumn.KEY_2, key) ? 2 : -1;
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

    /** In the catalog and schema of the connection, or in those that Jetty is told of: never in any other. */
    private Set<String> primaryKey() throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        boolean schemas = data.supportsSchemasInTableDefinitions();
        Optional<SqlName> catalogName =
                schemas || !names.schema().isPresent() ? names.catalog() : names.schema(); // MySQL
        String catalog = catalogName.isPresent() ? stored(catalogName.get(), data) : connection.getCatalog();
        String schema = names.schema().isPresent() ? stored(names.schema().get(), data) : connection.getSchema();
        try (ResultSet key = data.getPrimaryKeys(catalog, schemas ? schema : null, stored(names.table(), data))) {
            Set<String> columns = folded();
            while (key.next()) {
                columns.add(key.getString("COLUMN_NAME"));
            }
            return columns;
        }
    }

    /** For a table that stands elsewhere in the search path, or has lost its key: as Jetty's own statements see it. */
    private int generationByColumns() throws SQLException {
        Set<String> columns = folded();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + names.qualified() + " where 1 = 0")) {
            ResultSetMetaData data = rows.getMetaData();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(data.getColumnName(i));
            }
        } catch (SQLException e) {
            if (NO_TABLE.contains(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
        if (hasRowId(columns)) {
            return 1;
        }
        return hasAll(SessionColumn.KEY_2, columns) ? 2 : -1;
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

    /** As the database stores a name: one in quotes as it is. */
    private static String stored(SqlName given, DatabaseMetaData data) throws SQLException {
        String name = given.plain();
        if (given.isQuoted()) {
            return name;
        }
        if (data.storesLowerCaseIdentifiers()) {
            return name.toLowerCase(Locale.ROOT);
        }
        return data.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    }
}
