package org.jettyferry.testkit.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jettyferry.testkit.servers.TestDatabase;

/** Reads everything in the session tables of a database. */
public final class SessionRows {
    private static final String[] TABLES = {"JettySessions", "JettySessionIds"};

    private SessionRows() {}

    /** Each row with all its values, and the names of the tables that are there. */
    public static SortedSet<String> of(TestDatabase database) throws SQLException {
        SortedSet<String> rows = new TreeSet<>();
        try (Connection connection = database.connect()) {
            for (String table : TABLES) {
                if (exists(connection, table)) {
                    rows.add(table + " is there");
                    addRows(connection, table, rows);
                }
            }
        }
        return rows;
    }

    public static void dropTables(TestDatabase database) {
        for (String table : TABLES) {
            try {
                database.execute("drop table if exists " + table);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String name = data.storesLowerCaseIdentifiers() ? table.toLowerCase(Locale.ROOT) : table;
        try (ResultSet tables = data.getTables(connection.getCatalog(), connection.getSchema(), name, null)) {
            return tables.next();
        }
    }

    /** Runs a query and returns a line for each row, with all its values. */
    public static List<String> of(TestDatabase database, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                rows.add(text(row));
            }
        }
        return rows;
    }

    private static void addRows(Connection connection, String table, SortedSet<String> rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from " + table)) {
            while (row.next()) {
                rows.add(table + ": " + text(row));
            }
        }
    }

    private static String text(ResultSet row) throws SQLException {
        StringJoiner text = new StringJoiner("|");
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object value = row.getObject(i);
            text.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
        }
        return text.toString();
    }
}
