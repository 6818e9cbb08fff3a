package org.jettyferry.database;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows into one table. */
interface RowWriter extends AutoCloseable {

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
         * @param insert the head of the statement, up to and with {@code values}
         * @param types of the columns, as {@link java.sql.Types}
         */
        RowWriter open(String insert, int[] types) throws SQLException;
    }
}
