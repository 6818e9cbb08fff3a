package org.jettyferry.jdbc;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows into one table. */
public interface RowWriter extends AutoCloseable {

    /** Writes all of these before it returns. */
    void write(List<@Nullable Object[]> rows) throws SQLException;

    @Override
    void close() throws SQLException;

    /** Opens a writer. */
    @FunctionalInterface
    interface Factory {
        /**
         * Opens one.
         *
         * @param table the table's name, quoted
         * @param columns their names, quoted
         * @param types of the columns, as {@link java.sql.Types}
         */
        RowWriter open(String table, List<String> columns, int[] types) throws SQLException;
    }
}
