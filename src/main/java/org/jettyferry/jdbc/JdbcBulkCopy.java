package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Copies through JDBC: a streaming result set on one side and batches on the other. While this thread writes a batch,
 * the thread of a {@link BatchReader} reads and rewrites the next.
 */
public final class JdbcBulkCopy implements BulkCopy {
    private final Dialect dialect;
    private final Connection source;
    private final Connection target;
    private final RowWriter.Factory writers;

    public JdbcBulkCopy(Dialect dialect, Connection source, Connection target, RowWriter.Factory writers) {
        this.dialect = dialect;
        this.source = source;
        this.target = target;
        this.writers = writers;
    }

    @Override
    public long run(Transfer transfer, RowRewriter rewriter) throws SQLException {
        String table = transfer.target().sql(dialect);
        try (Statement read = dialect.streaming(source);
                ResultSet rows = read.executeQuery(transfer.select());
                BatchReader batches = new BatchReader(rows, transfer, rewriter);
                RowWriter writer = writers.open(target, table, transfer.columns(), batches.types())) {
            long written = 0;
            for (BatchReader.Batch batch = batches.next(); !batch.rows().isEmpty(); batch = batches.next()) {
                writer.write(batch.rows());
                written += batch.rows().size();
            }
            return written;
        }
    }

    /** Returns the statements of a copy that writes with INSERT. */
    public static List<String> statements(Dialect dialect, Transfer transfer) {
        String insert = InsertValues.insert(transfer.target().sql(dialect), transfer.columns(), 1);
        return List.of(transfer.select(), insert);
    }
}
