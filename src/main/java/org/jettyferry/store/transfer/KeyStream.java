package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Transaction;

/**
 * Streams keys of rows, as many at a time as a statement takes. For one thread.
 *
 * @param reader a connection on which nothing else runs
 * @param dialect of its server
 * @param keyParts how many columns a key has
 * @param size of a chunk
 */
record KeyStream(Connection reader, Dialect dialect, int keyParts, int size) {
    /** Receives keys with the checks of their rows. */
    interface ChunkReader {
        void read(List<SourceKey> keys, List<String> checks) throws SQLException;
    }

    /**
     * Passes on all keys.
     *
     * @param sql a query of the columns of the key, and then the check
     */
    void forEachChunk(String sql, ChunkReader action) throws SQLException {
        Transaction.run(reader, () -> stream(sql, action)); // or PostgreSQL's driver reads the whole result first
    }

    private long stream(String sql, ChunkReader action) throws SQLException {
        long all = 0;
        try (Statement statement = dialect.streaming(reader);
                ResultSet row = statement.executeQuery(sql)) {
            List<SourceKey> keys = new ArrayList<>();
            List<String> checks = new ArrayList<>();
            while (row.next()) {
                keys.add(SourceKey.of(row, keyParts));
                checks.add(row.getString(keyParts + 1));
                all++;
                if (keys.size() == size) {
                    action.read(List.copyOf(keys), List.copyOf(checks));
                    keys.clear();
                    checks.clear();
                }
            }
            if (!keys.isEmpty()) {
                action.read(keys, checks);
            }
        }
        return all;
    }
}
