package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes JDBC batches; the driver turns them into its bulk form. */
public final class BatchWriter implements RowWriter {
    private final PreparedStatement statement;
    private final int[] types;

    public BatchWriter(Connection target, String table, List<String> columns, int[] types) throws SQLException {
        this.statement = target.prepareStatement(InsertValues.insert(table, columns, 1));
        this.types = types;
    }

    @Override
    public void write(List<@Nullable Object[]> rows) throws SQLException {
        for (@Nullable Object[] row : rows) {
            InsertValues.set(statement, 0, row, types);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
