package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Conditions that divide the rows of a table, each of which fulfils exactly one of them, so that the parts can be read
 * side by side on several connections. For servers that read with one processor per query.
 *
 * @param conditions on the table under the alias {@code s}
 */
public record TableParts(List<String> conditions) {
    /** The whole table in one part. */
    public static final TableParts WHOLE = new TableParts(List.of("1 = 1"));

    /** Fewer rows are read sooner than a connection is opened. */
    private static final long WORTH_IT = 10_000;

    public TableParts {
        conditions = List.copyOf(conditions);
    }

    /**
     * Divides a table in two by the median of its key, where that is faster.
     *
     * @param key the first column of its primary key, which is never NULL
     * @param type of that column
     * @param rows about how many there are
     */
    public static TableParts of(
            Connection connection, Dialect dialect, TableName table, String key, String type, long rows)
            throws SQLException {
        if (dialect.readsInParallel() || rows < WORTH_IT) {
            return WHOLE;
        }
        String column = "s." + dialect.quote(key);
        String ordered = "select " + column + " from " + table.sql(dialect) + " s order by " + column;
        List<String> median = Sql.texts(connection, dialect.nth(ordered, rows / 2));
        if (median.isEmpty()) {
            return WHOLE;
        }
        String value = dialect.text(median.get(0), type);
        return new TableParts(List.of(column + " < " + value, column + " >= " + value));
    }
}
