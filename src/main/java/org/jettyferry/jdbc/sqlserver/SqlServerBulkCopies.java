package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jettyferry.jdbc.BatchWriter;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.BulkCopyFactory;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.JdbcBulkCopy;
import org.jettyferry.jdbc.MultiRowWriter;
import org.jettyferry.jdbc.RowWriter;

/** Copies in batches, which the driver turns into bulk copies ({@code useBulkCopyForBatchInsert}). */
record SqlServerBulkCopies(Dialect dialect) implements BulkCopyFactory {

    @Override
    public BulkCopy open(Connection source, Connection target) {
        return new JdbcBulkCopy(dialect, source, target, SqlServerBulkCopies::writer);
    }

    @Override
    public List<String> statements(BulkCopy.Transfer transfer, int[] types) {
        return JdbcBulkCopy.statements(dialect, transfer);
    }

    /** Avoids the driver's bulk copy for columns of the old type {@code image}, with which it is untested. */
    private static RowWriter writer(Connection target, String table, List<String> columns, int[] types)
            throws SQLException {
        return isImage(target, table, columns.get(columns.size() - 1))
                ? new MultiRowWriter(target, table, columns, types)
                : new BatchWriter(target, table, columns, types);
    }

    /** Asks for the type by name: JDBC has one type for {@code image} and {@code varbinary(max)}. */
    private static boolean isImage(Connection connection, String table, String column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select " + column + " from " + table + " where 1 = 0")) {
            return none.getMetaData().getColumnTypeName(1).equals("image");
        }
    }
}
