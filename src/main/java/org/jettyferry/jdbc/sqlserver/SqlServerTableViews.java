package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;

/**
 * Queries the catalog views about one table. Old versions and compatible servers lack some views; such a view counts as
 * empty, because a server without a feature has no table that uses it.
 */
record SqlServerTableViews(Connection connection, Dialect dialect, TableName table) {

    /** Returns the first column of each row; the query's only parameter is the table. */
    List<String> texts(String question) throws SQLException {
        return rows(row -> row.getString(1), question);
    }

    /** Returns each row; the query's only parameter is the table. */
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
