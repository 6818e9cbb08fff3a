package org.jettyferry.testkit.servers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * All of a table that can be told from outside, so that one that we made can be compared with one that Jetty made. Names
 * of indexes count, because Jetty looks indexes up by name, and names of constraints, because the next table of the same
 * name would be in their way.
 *
 * @param columns the columns in their order
 * @param primaryKey the columns of the primary key in its order
 * @param indexes the columns of the other indexes, in their order, by the name of the index
 * @param constraints the names of its constraints, where the server does not draw lots for them; PostgreSQL from 18 on
 *     has one for each NOT NULL
 */
public record TableShape(
        List<Column> columns, List<String> primaryKey, Map<String, List<String>> indexes, List<String> constraints) {
    private static final String COLUMNS = """
            select COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME
            from INFORMATION_SCHEMA.COLUMNS where TABLE_CATALOG = ? and TABLE_SCHEMA = ? and TABLE_NAME = ?
            order by ORDINAL_POSITION
            """;

    private static final String CONSTRAINTS = """
            select CONSTRAINT_NAME from INFORMATION_SCHEMA.TABLE_CONSTRAINTS
            where TABLE_SCHEMA = ? and TABLE_NAME = ? order by CONSTRAINT_NAME
            """;

    /** Older PostgreSQL makes such names up for NOT NULL, SQL Server for a key without a name. */
    private static final Pattern BY_LOT = Pattern.compile("\\d+_\\d+_\\d+_not_null|PK__.*");

    /**
     * A column.
     *
     * @param name its name as the database keeps it
     * @param type its type with the length in brackets
     * @param nullable whether it takes NULL
     * @param more default and collation
     */
    public record Column(String name, String type, boolean nullable, String more) {}

    /**
     * Reads the shapes of all tables of a database.
     *
     * @param database the database
     * @return the shapes by the tables' names, without regard to case
     * @throws SQLException if it can't be read
     */
    public static SortedMap<String, TableShape> all(TestDatabase database) throws SQLException {
        SortedMap<String, TableShape> shapes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try (Connection connection = database.connect()) {
            for (String table : tables(connection)) {
                shapes.put(
                        table,
                        new TableShape(
                                columns(connection, table),
                                primaryKey(connection, table),
                                indexes(connection, table),
                                constraints(connection, table)));
            }
        }
        return shapes;
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new TreeSet<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            // MySQL and MariaDB call a database a schema here, and every catalog "def".
            boolean schemas = connection.getSchema() != null;
            select.setString(1, schemas ? connection.getCatalog() : "def");
            select.setString(2, schemas ? connection.getSchema() : connection.getCatalog());
            select.setString(3, table);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.add(new Column(
                            row.getString(1),
                            row.getString(2) + "(" + row.getString(3) + ")",
                            "YES".equals(row.getString(4)),
                            row.getString(5) + "/" + row.getString(6)));
                }
            }
        }
        return columns;
    }

    private static List<String> primaryKey(Connection connection, String table) throws SQLException {
        SortedMap<Integer, String> key = new TreeMap<>();
        try (ResultSet rows =
                connection.getMetaData().getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    private static List<String> constraints(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(CONSTRAINTS)) {
            select.setString(1, connection.getSchema() == null ? connection.getCatalog() : connection.getSchema());
            select.setString(2, table);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        names.removeIf(name -> BY_LOT.matcher(name).matches());
        return names;
    }

    private static Map<String, List<String>> indexes(Connection connection, String table) throws SQLException {
        Map<String, List<String>> indexes = new TreeMap<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, true)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                if (name != null) {
                    indexes.computeIfAbsent(name, n -> new ArrayList<>()).add(rows.getString("COLUMN_NAME"));
                }
            }
        }
        indexes.keySet().removeAll(primaryKeyIndexes(connection, table));
        return indexes;
    }

    private static Set<String> primaryKeyIndexes(Connection connection, String table) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet rows =
                connection.getMetaData().getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                names.add(rows.getString("PK_NAME"));
            }
        }
        return names;
    }
}
