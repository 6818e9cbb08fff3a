package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one statement with its parameters and returns a small result. Stateless. */
public final class Sql {
    private Sql() {}

    /** Runs a statement that has no parameters. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs statements in their order. */
    public static void execute(Connection connection, List<String> statements) throws SQLException {
        for (String statement : statements) {
            execute(connection, statement);
        }
    }

    /** Runs a change and returns the number of rows that it changed. */
    public static long update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeLargeUpdate();
        }
    }

    /** Returns the first column of the only row as text; empty text for NULL or no row. */
    public static String text(Connection connection, String sql, Object... parameters) throws SQLException {
        List<String> texts = texts(connection, sql, parameters);
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** Returns the first column of the only row as a number; 0 for NULL or no row. */
    public static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        List<Long> numbers = rows(connection, row -> row.getLong(1), sql, parameters);
        return numbers.isEmpty() ? 0 : numbers.get(0);
    }

    /** Returns the first column of each row as text. */
    public static List<String> texts(Connection connection, String sql, Object... parameters) throws SQLException {
        return rows(connection, rows -> text(rows, 1), sql, parameters);
    }

    /** Returns the first two columns of each row as text. */
    public static Map<String, String> map(Connection connection, String sql, Object... parameters) throws SQLException {
        Map<String, String> map = new LinkedHashMap<>();
        rows(connection, rows -> map.put(text(rows, 1), text(rows, 2)) == null, sql, parameters);
        return map;
    }

    /** Returns each row as the reader reads it. */
    public static <T> List<T> rows(Connection connection, RowReader<T> reader, String sql, Object... parameters)
            throws SQLException {
        List<T> list = new ArrayList<>();
        if (parameters.length == 0) { // preparing it would cost a round trip
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                addAll(list, rows, reader);
            }
            return list;
        }
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            addAll(list, rows, reader);
        }
        return list;
    }

    private static <T> void addAll(List<T> list, ResultSet rows, RowReader<T> reader) throws SQLException {
        while (rows.next()) {
            list.add(reader.read(rows));
        }
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** Reads the current row of a result set. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet rows) throws SQLException;
    }
}
