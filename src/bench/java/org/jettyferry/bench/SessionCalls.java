package org.jettyferry.bench;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Loads and saves sessions of the benchmarks, as Jetty 12.1 does.
 *
 * @param connection of the plain driver, or of a guest
 */
record SessionCalls(Connection connection) {
    private static final String KEY = " where sessionId = ? and contextPath = ? and virtualHost = ?";
    private static final long INTERVAL = 1_800_000;

    byte[] load(String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select * from JettySessions" + KEY)) {
            statement.setString(1, id);
            statement.setString(2, "_shop");
            statement.setString(3, "0.0.0.0");
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                for (String column :
                        List.of("createTime", "accessTime", "lastAccessTime", "maxInterval", "expiryTime")) {
                    row.getLong(column);
                }
                return row.getBytes("map");
            }
        }
    }

    /** Returns how many rows have changed. */
    int save(String id, long now, byte[] map) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update JettySessions set lastNode = ?,"
                + " accessTime = ?, lastAccessTime = ?, lastSavedTime = ?, expiryTime = ?, maxInterval = ?, map = ?"
                + KEY)) {
            statement.setString(8, id);
            statement.setString(9, "_shop");
            statement.setString(10, "0.0.0.0");
            statement.setString(1, "new1");
            for (int i = 2; i <= 4; i++) {
                statement.setLong(i, now);
            }
            statement.setLong(5, now + INTERVAL);
            statement.setLong(6, INTERVAL);
            statement.setBinaryStream(7, new ByteArrayInputStream(map), map.length);
            return statement.executeUpdate();
        }
    }
}
