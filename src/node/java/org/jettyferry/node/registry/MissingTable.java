package org.jettyferry.node.registry;

import java.sql.SQLException;

/** Whether a database says that a table is not there, which is an answer and no outage. */
final class MissingTable {
    /** SQL Server's driver makes a state of any error's state number, so the error's own number decides there. */
    private static final int SQL_SERVER = 208;

    private MissingTable() {}

    static boolean isTold(Throwable error) {
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
