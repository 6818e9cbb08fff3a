package org.jettyferry.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * A streaming result set on one side and batches of inserts on the other; the driver makes them bulk. While a batch is
 * being written, the next is read and rewritten by a thread of its own.
 */
final class JdbcPipe implements BulkPipe {
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
                PreparedStatement write = target.prepareStatement(insert);
                BatchReader batches = new BatchReader(rows, transfer, rewriter)) {
            long written = 0;
            for (BatchReader.Batch batch = batches.next(); !batch.rows().isEmpty(); batch = batches.next()) {
                for (@Nullable Object[] row : batch.rows()) {
                    add(write, row, batches);
                }
                write.executeBatch();
                written += batch.rows().size();
            }
            return written;
        }
    }

    private static void add(PreparedStatement write, @Nullable Object[] row, BatchReader types) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            if (row[i] instanceof Long number) {
                write.setLong(i + 1, number);
            } else if (row[i] instanceof byte[] bytes) {
                write.setBytes(i + 1, bytes);
            } else if (row[i] instanceof String text) {
                write.setString(i + 1, text);
            } else {
                write.setNull(i + 1, types.type(i));
            }
        }
        write.addBatch();
    }
}
