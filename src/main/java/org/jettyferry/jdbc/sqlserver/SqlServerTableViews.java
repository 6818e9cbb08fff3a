package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * SQL Server's catalog views about one table. Not every version, and not every server that speaks its language, has
 * them all: what a server does not know, no table of it has.
 */
record SqlServerTableViews(Connection connection, Dialect dialect, TableName table) {

    /** The first column of every row of a question whose one parameter is the table. */
    List<String> texts(String question) throws SQLException {
        return rows(row -> row.getString(1), question);
    }

    /** Every row of a question whose one parameter is the table. */
    <T> List<T> rows(Sql.RowReader<T> reader, String question) throws SQLException {
        try {
            return Sql.rows(connection, reader, question, table.sql(dialect));
        } catch (SQLException e) {
            if (dialect.classify(e) == ErrorKind.NO_SUCH_OBJECT) {
                return List.of();
            }
            throw e;
        }
    }
}
