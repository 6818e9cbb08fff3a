package org.jettyferry.jdbcurl;

import java.sql.SQLException;

/** Recognizes the error for a missing table, which is a valid answer and not an outage. */
public final class MissingTable {
    /**
     * SQL Server's driver derives the SQL state from the error's state number, so only the error number is reliable.
     */
    private static final int SQL_SERVER = 208;

    private MissingTable() {}

    /** Returns whether a database says with this error that a table is not there. */
    public static boolean isReportedBy(Throwable error) {
        if (!(error instanceof SQLException)) {
            return false;
        }
        SQLException answer = (SQLException) error;
        String state = String.valueOf(answer.getSQLState());
        return state.equals("42P01") // PostgreSQL
                || state.equals("42S02") // MySQL, MariaDB, the standard
                || (state.equals("S0002") && answer.getErrorCode() == SQL_SERVER);
    }
}
