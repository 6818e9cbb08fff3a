package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.plan.Conversion;
import org.jettyferry.store.table.SessionTable;
import org.jspecify.annotations.Nullable;

/**
 * The live rows of the chosen web applications at the source. For one thread.
 *
 * <p>A row's check tells whether it was saved again. It is a digest, made by the server, of all columns and the length of the
 * blob. Each save of Jetty changes {@code lastSavedTime} ({@code JDBCSessionManager.updateSession} of 9.3, {@code
 * AbstractSessionDataStore.store} of 9.4 to 12.1), but two saves may fall into one millisecond. So the check holds a digest of
 * the blob's bytes as well if the row was saved after {@code hotSince}; older rows were not being saved when they were read
 * first.
 *
 * @param connection to the source
 * @param dialect of its server
 * @param table the session table
 * @param conversion to what the target needs; its alias of the table is {@code s}
 * @param chosen the condition for the rows of the chosen web applications
 * @param columns of the target, without the blob
 * @param hotSince milliseconds since 1970, by the nodes' clocks
 */
record SourceSessions(
        Connection connection,
        Dialect dialect,
        SessionTable table,
        Conversion conversion,
        String chosen,
        List<SessionColumn> columns,
        long hotSince) {

    /**
     * Returns the query of all keys with their checks.
     *
     * @param cutoff rows that have expired by then are left out, in milliseconds since 1970
     */
    String keys(long cutoff) {
        return "select " + String.join(", ", key()) + ", " + check() + " from " + from() + " where " + chosen + " and "
                + conversion.live(cutoff);
    }

    /** Returns the rows with these keys that are there. */
    List<SourceRow> rows(Collection<SourceKey> keys) throws SQLException {
        List<String> selected = new ArrayList<>(key());
        selected.add(check());
        columns.forEach(column -> selected.add(conversion.expression(column)));
        selected.add("s." + table.sql(dialect, SessionColumn.MAP));
        Set<SourceKey> wanted = new HashSet<>(keys);
        String sql = "select " + String.join(", ", selected) + " from " + from() + " where " + of(keys);
        return Sql.rows(connection, this::row, sql).stream()
                .filter(row -> wanted.contains(row.key()))
                .toList();
    }

    /** Returns how many bytes the blobs of the rows with these keys have. */
    Map<SourceKey, Long> sizes(Collection<SourceKey> keys) throws SQLException {
        String map = "s." + table.sql(dialect, SessionColumn.MAP);
        Map<SourceKey, Long> sizes = new HashMap<>();
        Sql.rows(
                connection,
                row -> sizes.put(key(row), row.getLong(key().size() + 1)) == null,
                "select " + String.join(", ", key()) + ", " + dialect.octetLength(map) + " from " + from() + " where "
                        + of(keys));
        return sizes;
    }

    /** Returns which of these keys still belong to a live row. */
    Set<SourceKey> living(Collection<SourceKey> keys, long cutoff) throws SQLException {
        String sql = "select " + String.join(", ", key()) + " from " + from() + " where " + of(keys) + " and "
                + conversion.live(cutoff);
        return new HashSet<>(Sql.rows(connection, this::key, sql));
    }

    /** Returns the same rows, converted otherwise. */
    SourceSessions with(Conversion other) {
        return new SourceSessions(connection, dialect, table, other, chosen, columns, hotSince);
    }

    /** Returns the condition for rows of the chosen web applications among which are those with these keys. */
    String of(Collection<SourceKey> keys) {
        SessionColumn first = table.keyColumns().get(0);
        String literals = keys.stream()
                .map(key -> dialect.text(key.parts().get(0), table.type(first)))
                .distinct()
                .collect(Collectors.joining(", "));
        return "s." + table.sql(dialect, first) + " in (" + literals + ") and " + chosen;
    }

    private SourceRow row(ResultSet row) throws SQLException {
        int at = key().size();
        String check = row.getString(++at);
        List<@Nullable Object> values = new ArrayList<>();
        for (SessionColumn column : columns) {
            at++;
            values.add(column.isText() ? row.getString(at) : number(row, at));
        }
        return new SourceRow(key(row), check, values, row.getBytes(at + 1));
    }

    private static @Nullable Long number(ResultSet row, int at) throws SQLException {
        long number = row.getLong(at);
        return row.wasNull() ? null : number;
    }

    private SourceKey key(ResultSet row) throws SQLException {
        return SourceKey.of(row, key().size());
    }

    private List<String> key() {
        return table.keyColumns().stream()
                .map(column -> dialect.unpadded("s." + table.sql(dialect, column), table.type(column)))
                .toList();
    }

    private String check() {
        List<String> texts = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (SessionColumn column : SessionColumn.values()) {
            if (table.has(column) && column != SessionColumn.MAP) {
                (column.isText() ? texts : numbers).add("s." + table.sql(dialect, column));
            }
        }
        String map = "s." + table.sql(dialect, SessionColumn.MAP);
        numbers.add(dialect.octetLength(map));
        texts.add("case when s." + table.sql(dialect, SessionColumn.LAST_SAVED_TIME) + " >= " + hotSince + " then "
                + dialect.digest(dialect.blob(map, table.type(SessionColumn.MAP))) + " else '' end");
        return dialect.rowDigest(texts, numbers);
    }

    private String from() {
        return table.name().sql(dialect) + " s";
    }
}
