package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes with INSERT statements of 100, 10 and 1 rows, each prepared once. The driver's own rewriting of batches would
 * prepare a new statement for each batch, which costs more than the rows themselves.
 */
public final class MultiRowWriter implements RowWriter {
    /** Numbers of rows per statement, in descending order; any batch is a sum of these. */
    private static final int[] SIZES = {100, 10, 1};

    private final Connection connection;
    private final String table;
    private final List<String> columns;
    private final int[] types;
    private final Map<Integer, PreparedStatement> statements = new LinkedHashMap<>();

    public MultiRowWriter(Connection connection, String table, List<String> columns, int[] types) {
        this.connection = connection;
        this.table = table;
        this.columns = columns;
        this.types = types;
    }

    @Override
    public void write(List<@Nullable Object[]> rows) throws SQLException {
        int written = 0;
        for (int size : SIZES) {
            while (rows.size() - written >= size) {
                execute(rows.subList(written, written + size));
                written += size;
            }
        }
    }

    private void execute(List<@Nullable Object[]> rows) throws SQLException {
        PreparedStatement statement = statements.get(rows.size());
        if (statement == null) {
            statement = connection.prepareStatement(InsertValues.insert(table, columns, rows.size()));
            statements.put(rows.size(), statement);
        }
        for (int i = 0; i < rows.size(); i++) {
            InsertValues.set(statement, i * types.length, rows.get(i), types);
        }
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }
}
