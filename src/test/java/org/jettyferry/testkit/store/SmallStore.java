package org.jettyferry.testkit.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * A session store that is quick to make: small blobs of real nodes, saved long ago, and one row of each kind that needs
 * care: a broken blob, an empty one, an expired session and, in generation 1, the twin of another.
 */
public final class SmallStore {
    private static final long LONG_AGO = 1_600_000_000_000L;
    private static final long NEVER = 4_000_000_000_000L;
    private static final int BROKEN = 3;
    private static final int EMPTY = 5;
    private static final int EXPIRED = 7;
    private static final int TWIN = 9;

    private final int generation;
    private final Map<String, String> names;
    private final List<byte[]> blobs;

    private SmallStore(int generation, Map<String, String> names) {
        this.generation = generation;
        this.names = names;
        this.blobs = (generation == 1 ? Corpus.JETTY_9_3 : Corpus.JETTY_12_1)
                .rows().stream()
                        .map(StoredRow::blob)
                        .filter(blob -> blob.length < 1000)
                        .toList();
    }

    /** Makes a store. */
    public static void make(TestDatabase database, int generation, int rows) throws SQLException {
        make(database, generation, rows, Map.of());
    }

    /** Makes a store whose tables and columns are called otherwise; names as a statement is to spell them. */
    public static void make(TestDatabase database, int generation, int rows, Map<String, String> names)
            throws SQLException {
        new SmallStore(generation, names).make(database, rows);
    }

    /** The names of a store whose tables are called otherwise. */
    public static Map<String, String> called(String table, String ids) {
        return Map.of(
                "JettySessions",
                table,
                "JettySessionIds",
                ids,
                "idx_JettySessions_expiry",
                "idx_" + table + "_expiry",
                "idx_JettySessions_session",
                "idx_" + table + "_session");
    }

    /** Drops all tables. */
    public static void wipe(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : StoreDump.tables(connection)) {
                statement.execute("drop table " + StoreDump.quoted(connection, table));
            }
        }
    }

    private void make(TestDatabase database, int rows) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : SqlScript.load(StoreFixture.open(database).dialect(), "generation-" + generation)) {
                statement.execute(SqlScript.rename(sql, names));
            }
            connection.setAutoCommit(false);
            insert(connection, rows);
            if (generation == 1) {
                statement.execute("insert into " + name("JettySessionIds") + " (" + name("id") + ") select distinct "
                        + name("sessionId") + " from " + name("JettySessions"));
            }
            connection.commit();
        }
    }

    private void insert(Connection connection, int rows) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (SessionColumn column : SessionColumn.values()) {
            if (generation == 1 || column != SessionColumn.ROW_ID) {
                columns.add(name(column.defaultName()));
            }
        }
        String sql = "insert into " + name("JettySessions") + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < rows; i++) {
                int at = 1;
                for (Object value : row(i)) {
                    insert.setObject(at++, value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** In the order of {@link SessionColumn}. */
    private List<Object> row(int i) {
        String id = "node1s%04d".formatted(generation == 1 && i == TWIN ? TWIN + 3 : i);
        boolean root = i % 3 == 0;
        String path = root ? (generation == 1 ? "" : "_") : "_shop";
        List<Object> values = new ArrayList<>();
        if (generation == 1) {
            values.add(path + "_0.0.0.0_node1s%04d".formatted(i));
        }
        values.addAll(List.of(id, path, "0.0.0.0", "node1"));
        long access = LONG_AGO + i;
        long cookie = generation == 1 ? 0 : LONG_AGO;
        values.addAll(List.of(access, access, LONG_AGO, cookie, access));
        values.add(i == EXPIRED ? access + 1 : NEVER + i);
        values.add(generation == 1 ? 1800L : 1_800_000L);
        values.add(blob(i));
        return values;
    }

    private byte[] blob(int i) {
        return switch (i) {
            case BROKEN -> new byte[] {1, 2, 3};
            case EMPTY -> new byte[0];
            default -> blobs.get(i % blobs.size());
        };
    }

    private String name(String word) {
        return names.getOrDefault(word, word);
    }
}
