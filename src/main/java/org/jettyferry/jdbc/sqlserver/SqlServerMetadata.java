package org.jettyferry.jdbc.sqlserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.MetadataReader;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;

/**
 * Reads from the information schema; the driver would call several stored procedures, which takes many times as long.
 */
final class SqlServerMetadata extends MetadataReader {
    private final SqlServerCatalog server;
    private final Connection connection;
    private final Dialect dialect;

    SqlServerMetadata(SqlServerCatalog server, Connection connection, Dialect dialect) throws SQLException {
        super(server);
        this.server = server;
        this.connection = connection;
        this.dialect = dialect;
    }

    @Override
    protected Optional<Boolean> isView(TableName name) throws SQLException {
        return Sql.texts(
                        connection,
                        "select TABLE_TYPE from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = ? and TABLE_NAME = ?",
                        name.schema(),
                        name.name())
                .stream()
                .findFirst()
                .map("VIEW"::equals);
    }

    @Override
    protected List<Table.Column> columns(TableName name) throws SQLException {
        Map<String, String> types = server.columnTypes(name);
        return Sql.rows(
                connection,
                row -> new Table.Column(
                        row.getString(1),
                        types.getOrDefault(row.getString(1), ""),
                        row.getString(2).equals("YES")),
                "select COLUMN_NAME, IS_NULLABLE from INFORMATION_SCHEMA.COLUMNS"
                        + " where TABLE_SCHEMA = ? and TABLE_NAME = ? order by ORDINAL_POSITION",
                name.schema(),
                name.name());
    }

    /** Returns no indexes where the server fails, as some do for a renamed table: they are only for display. */
    @Override
    protected List<Table.Index> indexes(TableName name, List<String> key) throws SQLException {
        try {
            return super.indexes(name, key);
        } catch (SQLException e) {
            if (dialect.classify(e) == ErrorKind.CONNECTION_LOST) {
                throw e;
            }
            return List.of();
        }
    }
}
