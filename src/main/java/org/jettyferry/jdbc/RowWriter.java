package org.jettyferry.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows into one table. Not safe for several threads. */
public interface RowWriter extends AutoCloseable {

    /** Writes all of these rows before it returns. */
    void write(List<@Nullable Object[]> rows) throws SQLException;

    @Override
    void close() throws SQLException;

    /** Opens a writer. */
    @FunctionalInterface
    interface Factory {
        /**
         * Opens a writer.
         *
         * @param target the connection to write on
         * @param table the table's name, quoted
         * @param columns names of the columns, quoted
         * @param types of the columns, as {@link java.sql.Types}
         */
        RowWriter open(Connection target, String table, List<String> columns, int[] types) throws SQLException;
    }
}
