package org.jettyferry.jdbc.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.BulkCopyFactory;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.JdbcBulkCopy;
import org.jettyferry.jdbc.RowWriter;

/**
 * Copies with LOAD DATA LOCAL where that is allowed, and otherwise with INSERT. An INSERT with parameters costs MySQL
 * twice as much: 8.0 writes each one out as text, for its logs.
 *
 * @param loads whether driver and server allow LOAD DATA LOCAL
 * @param stream passes the rows to the driver for LOAD DATA LOCAL
 * @param inserts opens the writer for INSERT
 */
record MySqlBulkCopies(Dialect dialect, boolean loads, LoadDataWriter.Stream stream, RowWriter.Factory inserts)
        implements BulkCopyFactory {

    @Override
    public BulkCopy open(Connection source, Connection target) {
        return new JdbcBulkCopy(dialect, source, target, loads ? this::loader : inserts);
    }

    private RowWriter loader(Connection target, String table, List<String> columns, int[] types) throws SQLException {
        return new LoadDataWriter(target, stream, table, columns, types);
    }

    @Override
    public List<String> statements(BulkCopy.Transfer transfer, int[] types) {
        if (!loads) {
            return JdbcBulkCopy.statements(dialect, transfer);
        }
        String load = LoadDataWriter.load(transfer.target().sql(dialect), transfer.columns(), types);
        return List.of(transfer.select(), load);
    }
}
