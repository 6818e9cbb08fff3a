package org.jettyferry.node.registry;

import java.sql.SQLException;
import org.jettyferry.jdbcurl.MissingTable;

/** Recognizes the error for a missing column, which the registry of an older Ferry gives. */
final class MissingColumn {
    /** SQL Server's number of it; see {@link MissingTable}. */
    private static final int SQL_SERVER = 207;

    private MissingColumn() {}

    static boolean isReportedBy(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.equals("42703") // PostgreSQL
                || state.equals("42S22") // MySQL, MariaDB, the standard
                || (state.equals("S0001") && error.getErrorCode() == SQL_SERVER);
    }
}
