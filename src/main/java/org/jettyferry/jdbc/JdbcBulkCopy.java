package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A streaming result set on one side and bulk inserts on the other. While a batch is being written, the next is read and
 * rewritten by a thread of its own.
 */
public final class JdbcBulkCopy implements BulkCopy {
    private final Dialect dialect;
    private final Connection source;
    private final RowWriter.Factory writers;

    public JdbcBulkCopy(Dialect dialect, Connection source, RowWriter.Factory writers) {
        this.dialect = dialect;
        this.source = source;
        this.writers = writers;
    }

    @Override
    public long run(Transfer transfer, RowRewriter rewriter) throws SQLException {
        String table = transfer.target().sql(dialect);
        try (Statement read = dialect.streaming(source);
                ResultSet rows = read.executeQuery(transfer.select());
                BatchReader batches = new BatchReader(rows, transfer, rewriter);
                RowWriter writer = writers.open(table, transfer.columns(), batches.types())) {
            long written = 0;
            for (BatchReader.Batch batch = batches.next(); !batch.rows().isEmpty(); batch = batches.next()) {
                writer.write(batch.rows());
                written += batch.rows().size();
            }
            return written;
        }
    }
}
