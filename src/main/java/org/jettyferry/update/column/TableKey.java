package org.jettyferry.update.column;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;

/**
 * The primary key of a table of any kind, as the order in which its rows are read: a range of rows is found by the index,
 * and no result is held in memory.
 *
 * @param table its table
 * @param columns the columns of the key, in its order
 */
record TableKey(Dialect dialect, Table table, List<Table.Column> columns) {
    private static final Pattern NUMBER_TYPE = Pattern.compile(
            "(?:tiny|small|medium|big)?int(?:eger)?\\b.*|decimal.*|numeric.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final Pattern BYTES_TYPE =
            Pattern.compile("(?:var)?binary.*|bytea|.*blob", Pattern.CASE_INSENSITIVE);

    static TableKey of(Dialect dialect, Table table) {
        return new TableKey(
                dialect,
                table,
                table.primaryKey().stream()
                        .map(name -> table.column(name).orElseThrow())
                        .toList());
    }

    /**
     * Rows one behind the other.
     *
     * @param condition the condition that finds them
     * @param last the key of the last one; if there is none, the key that they would be behind
     * @param rows how many rows it had when it was read
     * @param more whether there may be more behind it
     */
    record Range(String condition, Optional<List<String>> last, long rows, boolean more) {}

    /** Returns the next rows behind a key, or from the beginning. */
    Range after(Connection connection, Optional<List<String>> key, int rows) throws SQLException {
        String behind = key.map(values -> beyond(values, ">", ">")).orElse("1 = 1");
        String ordered =
                "select " + list() + " from " + table.name().sql(dialect) + " where " + behind + " order by " + list();
        Optional<List<String>> last = Sql.rows(connection, this::values, dialect.nth(ordered, rows - 1)).stream()
                .findFirst();
        if (last.isPresent()) {
            return new Range(behind + " and " + upTo(last.get()), last, rows, true);
        }
        // With an end it is found by the index, also where the server knows nothing of the table.
        List<List<String>> rest = Sql.rows(connection, this::values, dialect.limit(ordered, rows));
        if (rest.isEmpty()) {
            return new Range(behind, key, 0, false);
        }
        List<String> end = rest.get(rest.size() - 1);
        return new Range(behind + " and " + upTo(end), Optional.of(end), rest.size(), false);
    }

    /** Returns the condition for the rows up to a key, and the row of that key. */
    String upTo(List<String> key) {
        return beyond(key, "<", "<=");
    }

    /** Returns the columns for a select or an order. */
    String list() {
        return columns.stream().map(column -> dialect.quote(column.name())).collect(Collectors.joining(", "));
    }

    /** Reads the key from the first columns of a row. */
    List<String> values(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(isBytes(columns.get(i)) ? HexFormat.of().formatHex(row.getBytes(i + 1)) : row.getString(i + 1));
        }
        return values;
    }

    /** Compares column by column: no index of MySQL is used for {@code (a, b) > (1, 2)}. */
    private String beyond(List<String> key, String strict, String last) {
        int end = columns.size() - 1;
        String condition = compared(end, last, key);
        for (int i = end - 1; i >= 0; i--) {
            condition = "(" + compared(i, strict, key) + " or (" + compared(i, "=", key) + " and " + condition + "))";
        }
        // The first column is repeated alone, because an index can be searched by it.
        return columns.size() == 1 ? condition : "(" + compared(0, strict + "=", key) + " and " + condition + ")";
    }

    private String compared(int column, String operator, List<String> key) {
        return dialect.quote(columns.get(column).name()) + " " + operator + " "
                + literal(columns.get(column), key.get(column));
    }

    private String literal(Table.Column column, String value) {
        if (isBytes(column)) {
            return dialect.bytes(HexFormat.of().parseHex(value));
        }
        boolean number = NUMBER_TYPE.matcher(column.type()).matches()
                && NUMBER.matcher(value).matches();
        return number ? value : dialect.text(value, column.type());
    }

    private static boolean isBytes(Table.Column column) {
        return BYTES_TYPE.matcher(column.type()).matches();
    }
}
