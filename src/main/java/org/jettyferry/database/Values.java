package org.jettyferry.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The values of one row in a prepared statement. */
final class Values {
    private Values() {}

    /** One row of parameters, in brackets. */
    static String row(int columns) {
        return "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
    }

    /** Sets the parameters behind the first so many. */
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
