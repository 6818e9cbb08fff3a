package org.jettyferry.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as parameters of an INSERT. */
final class InsertValues {
    private InsertValues() {}

    /** Returns an INSERT for this many rows. */
    static String insert(String table, List<String> columns, int rows) {
        String row = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        return "insert into " + table + " (" + String.join(", ", columns) + ") values "
                + String.join(", ", Collections.nCopies(rows, row));
    }

    /** Sets the parameters of one row, after the first {@code before} parameters. */
    static void set(PreparedStatement write, int before, @Nullable Object[] row, int[] types) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            int parameter = before + i + 1;
            if (row[i] instanceof Long number) {
                write.setLong(parameter, number);
            } else if (row[i] instanceof byte[] bytes) {
                write.setBytes(parameter, bytes);
            } else if (row[i] instanceof String text) {
                write.setString(parameter, text);
            } else {
                write.setNull(parameter, types[i]);
            }
        }
    }
}
