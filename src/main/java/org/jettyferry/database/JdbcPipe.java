package org.jettyferry.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;

/** A streaming result set on one side and batches of inserts on the other; a driver's rewriting makes them bulk. */
final class JdbcPipe implements BulkPipe {
    private static final int BATCH_ROWS = 1000;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final Dialect dialect;
    private final Connection source;
    private final Connection target;

    JdbcPipe(Dialect dialect, Connection source, Connection target) {
        this.dialect = dialect;
        this.source = source;
        this.target = target;
    }

    @Override
    public long run(Transfer transfer, RowRewriter rewriter) throws SQLException {
        String insert = "insert into " + transfer.target().sql(dialect) + " ("
                + String.join(", ", transfer.columns()) + ") values ("
                + String.join(", ", Collections.nCopies(transfer.columns().size(), "?")) + ")";
        try (Statement read = dialect.streaming(source);
                ResultSet rows = read.executeQuery(transfer.select());
                PreparedStatement write = target.prepareStatement(insert)) {
            return new Batches(rows, write, transfer, rewriter).run();
        }
    }

    private static final class Batches implements Row {
        private final ResultSet rows;
        private final PreparedStatement write;
        private final int keys;
        private final int columns;
        private final int[] types;
        private final RowRewriter rewriter;
        private byte[] blob = new byte[0];
        private int blobLength;

        Batches(ResultSet rows, PreparedStatement write, Transfer transfer, RowRewriter rewriter) throws SQLException {
            this.rows = rows;
            this.write = write;
            this.keys = transfer.keyColumns();
            this.columns = transfer.columns().size();
            this.rewriter = rewriter;
            this.types = new int[columns];
            for (int i = 0; i < columns; i++) {
                types[i] = rows.getMetaData().getColumnType(keys + i + 1);
            }
        }

        long run() throws SQLException {
            long written = 0;
            int batchRows = 0;
            long batchBytes = 0;
            while (rows.next()) {
                byte[] bytes = rows.getBytes(keys + columns);
                blob = bytes == null ? new byte[0] : bytes;
                blobLength = blob.length;
                if (!rewriter.rewrite(this)) {
                    continue;
                }
                addToBatch();
                written++;
                batchBytes += blobLength;
                if (++batchRows == BATCH_ROWS || batchBytes >= BATCH_BYTES) {
                    write.executeBatch();
                    batchRows = 0;
                    batchBytes = 0;
                }
            }
            if (batchRows > 0) {
                write.executeBatch();
            }
            return written;
        }

        private void addToBatch() throws SQLException {
            for (int i = 1; i < columns; i++) {
                if (types[i - 1] == Types.BIGINT) {
                    long value = rows.getLong(keys + i);
                    if (rows.wasNull()) {
                        write.setNull(i, Types.BIGINT);
                    } else {
                        write.setLong(i, value);
                    }
                } else {
                    write.setString(i, rows.getString(keys + i));
                }
            }
            write.setBytes(columns, Arrays.copyOf(blob, blobLength)); // the rewriter uses its array again
            write.addBatch();
        }

        @Override
        public String key(int index) {
            try {
                return rows.getString(index + 1);
            } catch (SQLException e) {
                throw new IllegalStateException("the key of the row at hand can't be read", e);
            }
        }

        @Override
        public byte[] blob() {
            return blob;
        }

        @Override
        public int blobOffset() {
            return 0;
        }

        @Override
        public int blobLength() {
            return blobLength;
        }

        @Override
        public void replaceBlob(byte[] bytes, int length) {
            blob = bytes;
            blobLength = length;
        }
    }
}
