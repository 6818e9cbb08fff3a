package org.jettyferry.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.SqlScript;
import org.jettyferry.jdbc.TableName;

/** Sessions of one web application, as Jetty 9.3 stores them. */
final class BenchSessions {
    private static final int DISTINCT_BLOBS = 500;

    private BenchSessions() {}

    /** Makes the tables of generation 1 and fills them. */
    static void fill(Database connector, int rows, int bytes) throws SQLException, IOException {
        try (Connection connection = connector.open()) {
            Sql.execute(connection, SqlScript.load(connector.dialect(), "generation-1", Map.of("blob", "mediumblob")));
            insert(connection, "_shop", rows, bytes);
            Sql.execute(connection, connector.dialect().analyze(table(connection, "JettySessions")));
        }
    }

    /** Adds sessions of a web application to a table of generation 1. */
    static void insert(Connection connection, String contextPath, int rows, int bytes)
            throws SQLException, IOException {
        List<byte[]> blobs = blobs(bytes);
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into JettySessions (rowId, sessionId, contextPath, virtualHost, lastNode, accessTime,"
                        + " lastAccessTime, createTime, cookieTime, lastSavedTime, expiryTime, maxInterval, map)"
                        + " values (?, ?, ?, '0.0.0.0', 'node1', ?, ?, ?, 0, ?, ?, 1800, ?)")) {
            Random random = new Random(1);
            for (int i = 0; i < rows; i++) {
                String id = "node1" + Long.toString(random.nextLong() >>> 1, 36) + i;
                insert.setString(1, contextPath + "_0.0.0.0_" + id);
                insert.setString(2, id);
                insert.setString(3, contextPath);
                for (int column = 4; column <= 7; column++) {
                    insert.setLong(column, 1_700_000_000_000L + i);
                }
                insert.setLong(8, 4_000_000_000_000L + random.nextInt(1_800_000)); // as users come and go
                insert.setBytes(9, blobs.get(i % DISTINCT_BLOBS));
                insert.addBatch();
                if (i % 200 == 199) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static List<byte[]> blobs(int bytes) throws IOException {
        Random random = new Random(2);
        List<byte[]> blobs = new ArrayList<>();
        for (int i = 0; i < DISTINCT_BLOBS; i++) {
            HashMap<String, Object> attributes = new HashMap<>();
            for (int n = 0; n * 200 < bytes - 200; n++) {
                StringBuilder text = new StringBuilder();
                while (text.length() < 180) {
                    text.append(Long.toString(random.nextLong(), 36));
                }
                attributes.put(
                        "attribute" + n, n % 4 == 0 ? new ArrayList<>(List.of(text.toString(), n)) : text.toString());
            }
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(blob)) {
                out.writeObject(attributes);
            }
            blobs.add(blob.toByteArray());
        }
        return blobs;
    }

    private static TableName table(Connection connection, String name) throws SQLException {
        return new TableName(
                connection.getSchema() == null ? connection.getCatalog() : connection.getSchema(),
                connection.getSchema() == null ? name : name.toLowerCase(Locale.ROOT));
    }
}
