package org.jettyferry.jdbc.mysql;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.RowWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches with LOAD DATA LOCAL. LOCAL turns errors into warnings: the server skips a row or truncates a value
 * and continues. This class therefore treats each warning, and each missing row, as an error.
 */
final class LoadDataWriter implements RowWriter {
    private final Statement statement;
    private final Stream stream;
    private final String load;
    private final TabSeparated rows = new TabSeparated();

    /** Passes rows to a driver in place of the file that the server requests. */
    interface Stream {
        /**
         * Executes a LOAD DATA LOCAL statement.
         *
         * @param rows read in place of the file that the statement names
         * @return the number of rows that the table took
         */
        long load(Statement statement, String load, InputStream rows) throws SQLException;
    }

    LoadDataWriter(Connection connection, Stream stream, String table, List<String> columns, int[] types)
            throws SQLException {
        this.statement = connection.createStatement();
        this.stream = stream;
        this.load = load(table, columns, types);
    }

    /**
     * Returns the statement. Only the binary character set keeps blobs unchanged, so each text column is converted
     * explicitly.
     */
    static String load(String table, List<String> columns, int[] types) {
        List<String> fields = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            boolean text = i < types.length - 1 && types[i] != Types.BIGINT;
            fields.add(text ? "@c" + i : columns.get(i));
            if (text) {
                texts.add(columns.get(i) + " = convert(@c" + i + " using utf8mb4)");
            }
        }
        return "load data local infile 'rows' into table " + table + " character set binary "
                + TabSeparated.FORMAT + " (" + String.join(", ", fields) + ")"
                + (texts.isEmpty() ? "" : " set " + String.join(", ", texts));
    }

    @Override
    public void write(List<@Nullable Object[]> batch) throws SQLException {
        rows.clear();
        batch.forEach(rows::add);
        long taken = stream.load(statement, load, rows.stream());
        SQLWarning warning = statement.getWarnings();
        if (warning != null) {
            throw new SQLException(warning.getMessage(), warning.getSQLState(), warning.getErrorCode(), warning);
        }
        if (taken != batch.size()) {
            throw new SQLException("the server took " + taken + " of " + batch.size() + " rows");
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
