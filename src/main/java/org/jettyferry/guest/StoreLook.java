package org.jettyferry.guest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbcurl.DatabaseProduct;
import org.jettyferry.jdbcurl.MissingTable;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.SqlName;
import org.jettyferry.jetty.TableNames;

/** Looks at the tables of the store over a connection, and refuses those that a guest cannot work on. It only reads. */
final class StoreLook {
    private final Connection connection;
    private final TableNames names;

    StoreLook(Connection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
    }

    /**
     * Looks at the tables.
     *
     * @throws SQLException if there are none, or they are of neither generation
     */
    StoreForm form() throws SQLException {
        List<Column> columns = columns(names.table())
                .orElseThrow(() -> Refusal.of("there is no table " + names.qualified()
                        + "; a guest works on the tables of other nodes and makes none. Start one of those first, or take"
                        + " ferry: out of the URL"));
        for (SessionColumn column : SessionColumn.values()) {
            String name = names.column(column).plain();
            if (column != SessionColumn.ROW_ID && find(columns, name).isEmpty()) {
                throw Refusal.of("the table " + names.qualified() + " has no column " + name
                        + (column == SessionColumn.MAX_INTERVAL
                                ? ", which nodes from Jetty 9.0 on add when they start"
                                : ""));
            }
        }
        Optional<Column> rowId =
                find(columns, names.column(SessionColumn.ROW_ID).plain());
        if (rowId.isEmpty()) {
            return StoreForm.GENERATION_TWO;
        }
        List<Column> ids = columns(names.idsTable())
                .orElseThrow(() -> Refusal.of("the table " + names.qualified() + " is of generation 1, but there is no "
                        + names.qualified(names.idsTable()) + " beside it; ferry detect says more"));
        String idsColumn = names.idsColumn()
                .map(SqlName::written)
                .orElseGet(() -> ids.get(0).name());
        return StoreForm.generationOne(rowId.get().width(), idsColumn);
    }

    /** Returns the schema (on MySQL and MariaDB: the database) and the session table, with a dot between them. */
    String store() throws SQLException {
        Optional<String> given = names.schema().or(names::catalog).map(SqlName::plain);
        DatabaseProduct product =
                DatabaseProduct.ofName(connection.getMetaData().getDatabaseProductName());
        boolean mySql = product == DatabaseProduct.MYSQL || product == DatabaseProduct.MARIADB;
        String own = mySql ? connection.getCatalog() : connection.getSchema();
        return given.orElse(String.valueOf(own)) + "." + names.table().plain();
    }

    /**
     * Refuses a table of generation 2 whose rows are of the other side of Jetty 12, unless the site has named their
     * release: there the sessions of the root web application have another context path.
     */
    void requireReadable(RowConventions node) throws SQLException {
        String other = node.rootContextPath().isEmpty() ? "_" : "";
        String path = names.column(SessionColumn.CONTEXT_PATH).written();
        try (PreparedStatement statement = connection.prepareStatement(
                "select " + path + " from " + names.qualified() + " where " + path + " = ?")) {
            statement.setMaxRows(1);
            statement.setString(1, other);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw Refusal.of("the table " + names.qualified() + " has sessions of the root web application as"
                            + " Jetty " + (other.isEmpty() ? "9.4 to 11 stores" : "12 stores") + " them, and this is"
                            + " Jetty " + node.release() + ": name the release of the other nodes in ferry.rows, for"
                            + " example ferry.rows=" + (other.isEmpty() ? "9.4" : "12"));
                }
            }
        }
    }

    private record Column(String name, int width) {}

    /** Returns the columns of a table; empty if there is none. */
    private Optional<List<Column>> columns(SqlName table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from " + names.qualified(table) + " where 1 = 0")) {
            ResultSetMetaData data = none.getMetaData();
            List<Column> columns = new ArrayList<>();
            for (int i = 1; i <= data.getColumnCount(); i++) {
                columns.add(new Column(data.getColumnName(i), data.getPrecision(i)));
            }
            return Optional.of(columns);
        } catch (SQLException e) {
            if (MissingTable.isReportedBy(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Column> find(List<Column> columns, String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Returns whether a row that was read is of generation 1. */
    static Generation generationOf(ResultSet rows, TableNames names) throws SQLException {
        String rowId = names.column(SessionColumn.ROW_ID).plain();
        ResultSetMetaData data = rows.getMetaData();
        for (int i = data.getColumnCount(); i > 0; i--) {
            if (data.getColumnName(i).equalsIgnoreCase(rowId)) {
                return Generation.ONE;
            }
        }
        return Generation.TWO;
    }
}
