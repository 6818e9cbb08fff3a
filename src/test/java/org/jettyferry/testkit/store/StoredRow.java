package org.jettyferry.testkit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.testkit.servers.TestDatabase;

/** A row of a session table: a String, a Long, a byte[] or null for each column that the table has. */
public record StoredRow(Map<SessionColumn, Object> values) {

    /** A session as Jetty would store it, to be changed column by column; without a rowId. */
    public static StoredRow of(String sessionId, byte[] blob) {
        EnumMap<SessionColumn, Object> values = new EnumMap<>(SessionColumn.class);
        values.put(SessionColumn.SESSION_ID, sessionId);
        values.put(SessionColumn.CONTEXT_PATH, "_app");
        values.put(SessionColumn.VIRTUAL_HOST, "0.0.0.0");
        values.put(SessionColumn.LAST_NODE, "node1");
        values.put(SessionColumn.ACCESS_TIME, 1_795_000_003_000L);
        values.put(SessionColumn.LAST_ACCESS_TIME, 1_795_000_002_000L);
        values.put(SessionColumn.CREATE_TIME, 1_795_000_001_000L);
        values.put(SessionColumn.COOKIE_TIME, 0L);
        values.put(SessionColumn.LAST_SAVED_TIME, 1_795_000_003_500L);
        values.put(SessionColumn.EXPIRY_TIME, Corpus.EXPIRES);
        values.put(SessionColumn.MAX_INTERVAL, 1800L);
        values.put(SessionColumn.MAP, blob);
        return new StoredRow(values);
    }

    public StoredRow with(SessionColumn column, Object value) {
        EnumMap<SessionColumn, Object> changed = new EnumMap<>(values);
        changed.put(column, value);
        return new StoredRow(changed);
    }

    public StoredRow without(SessionColumn column) {
        EnumMap<SessionColumn, Object> changed = new EnumMap<>(values);
        changed.remove(column);
        return new StoredRow(changed);
    }

    /** Returns the row with the rowId that 9.3 would give it. */
    public StoredRow withRowId() {
        String path = Optional.ofNullable(text(SessionColumn.CONTEXT_PATH)).orElse("");
        return with(
                SessionColumn.ROW_ID,
                path + "_" + text(SessionColumn.VIRTUAL_HOST) + "_" + text(SessionColumn.SESSION_ID));
    }

    public String text(SessionColumn column) {
        return (String) values.get(column);
    }

    /** The number in a column; 0 for NULL. */
    public long number(SessionColumn column) {
        Long value = (Long) values.get(column);
        return value == null ? 0 : value;
    }

    public byte[] blob() {
        return (byte[]) values.get(SessionColumn.MAP);
    }

    public String id() {
        return text(SessionColumn.SESSION_ID);
    }

    /** The key of generation 2. */
    public List<String> key() {
        return List.of(id(), text(SessionColumn.CONTEXT_PATH), text(SessionColumn.VIRTUAL_HOST));
    }

    /** Returns all columns but the blob, to compare rows. */
    public Map<SessionColumn, Object> scalars() {
        return without(SessionColumn.MAP).values();
    }

    /** Every row of a table that has Jetty's own columns. */
    public static List<StoredRow> all(TestDatabase database, String table, List<SessionColumn> columns)
            throws SQLException {
        return all(database, table, columns, StoreNames.defaults());
    }

    /** Every row of a table. */
    public static List<StoredRow> all(
            TestDatabase database, String table, List<SessionColumn> columns, StoreNames names) throws SQLException {
        String select = "select " + columns.stream().map(names::column).collect(Collectors.joining(", "));
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery(select + " from " + table)) {
            List<StoredRow> all = new ArrayList<>();
            while (rows.next()) {
                all.add(read(rows, columns));
            }
            return all;
        }
    }

    private static StoredRow read(ResultSet row, List<SessionColumn> columns) throws SQLException {
        EnumMap<SessionColumn, Object> values = new EnumMap<>(SessionColumn.class);
        for (int i = 0; i < columns.size(); i++) {
            SessionColumn column = columns.get(i);
            if (column == SessionColumn.MAP) {
                values.put(column, row.getBytes(i + 1));
            } else if (column.compareTo(SessionColumn.ACCESS_TIME) < 0) {
                values.put(column, row.getString(i + 1));
            } else {
                long number = row.getLong(i + 1);
                values.put(column, row.wasNull() ? null : (Object) number);
            }
        }
        return new StoredRow(values);
    }

    /** Inserts rows that all have the same columns. */
    public static void insert(TestDatabase database, String table, StoreNames names, Collection<StoredRow> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        List<SessionColumn> columns =
                List.copyOf(rows.iterator().next().values().keySet());
        String sql = "insert into " + table + " ("
                + columns.stream().map(names::column).collect(Collectors.joining(", ")) + ") values ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (StoredRow row : rows) {
                for (int i = 0; i < columns.size(); i++) {
                    set(insert, i + 1, columns.get(i), row.values().get(columns.get(i)));
                }
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static void set(PreparedStatement insert, int index, SessionColumn column, Object value)
            throws SQLException {
        if (column == SessionColumn.MAP) {
            insert.setBytes(index, (byte[]) value);
        } else {
            insert.setObject(
                    index,
                    value,
                    column.compareTo(SessionColumn.ACCESS_TIME) < 0 ? java.sql.Types.VARCHAR : java.sql.Types.BIGINT);
        }
    }
}
