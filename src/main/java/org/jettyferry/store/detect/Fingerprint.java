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

/** What changes in a session table when a node adds, removes or saves a session; as {@link TableStatistics#check()}. */
public final class Fingerprint {
    private Fingerprint() {}

    /**
     * The fingerprint of a table that has the columns of another: the old session table goes by several names.
     *
     * @param columns what the columns are called
     * @param table the table that is read, all of it
     * @return equal to {@link TableStatistics#check()} for as long as no row was added, removed or saved
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
