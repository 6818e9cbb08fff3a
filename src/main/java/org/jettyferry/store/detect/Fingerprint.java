package org.jettyferry.store.detect;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.table.SessionTable;

/**
 * A value that changes whenever a node adds, removes or saves a session; equal to {@link TableStatistics#check()}.
 *
 * <p>It is made of the row count and the sums of {@code lastSavedTime} and {@code expiryTime}: every save moves at
 * least one of them. One pass over two columns reads no blob, so it is cheap enough to compute under the lock of the
 * swap.
 */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * Computes the fingerprint. The columns may be those of another table, because the old session table has another
     * name after the swap.
     *
     * @param columns gives the names of the columns
     * @param table to read
     */
    public static String of(Connection connection, Dialect dialect, SessionTable columns, TableName table)
            throws SQLException {
        String select = "select count(*), " + sum(columns.sql(dialect, SessionColumn.LAST_SAVED_TIME)) + ", "
                + sum(columns.sql(dialect, SessionColumn.EXPIRY_TIME)) + " from " + table.sql(dialect);
        return Sql.rows(connection, Fingerprint::text, select).get(0);
    }

    private static String sum(String column) {
        return "sum(cast(coalesce(" + column + ", 0) as decimal(30)))";
    }

    private static String text(ResultSet row) throws SQLException {
        return row.getLong(1) + ":" + whole(row, 2) + ":" + whole(row, 3);
    }

    private static String whole(ResultSet row, int column) throws SQLException {
        BigDecimal sum = row.getBigDecimal(column);
        return sum == null ? "0" : sum.toBigInteger().toString();
    }
}
