package org.jettyferry.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JDBC's metadata of one table. Always passes the schema: without it, Connector/J 8 and later and MariaDB's
 * driver 3 search all databases of the server.
 *
 * <p>Drivers differ in three ways that this class hides. Some call a schema "catalog"
 * ({@link Catalog#schemaIsCatalog()}). All take names as LIKE patterns, so the result may contain other tables, which
 * are filtered here. And the type names are incomplete, so {@link Catalog#columnTypes} reads them from the server.
 */
public class MetadataReader {
    private final Catalog server;
    private final DatabaseMetaData metadata;

    public MetadataReader(Catalog server) throws SQLException {
        this.server = server;
        this.metadata = server.connection.getMetaData();
    }

    Optional<Table> table(TableName name) throws SQLException {
        Optional<Boolean> view = isView(name);
        if (view.isEmpty()) {
            return Optional.empty();
        }
        List<String> key = primaryKey(name);
        return Optional.of(new Table(name, view.get(), columns(name), key, indexes(name, key)));
    }

    List<String> schemataWith(String table) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = metadata.getTables(null, null, table, null)) {
            while (rows.next()) {
                String schema = rows.getString(server.schemaIsCatalog() ? "TABLE_CAT" : "TABLE_SCHEM");
                if (schema != null && server.sameName(rows.getString("TABLE_NAME"), table)) {
                    found.add(schema);
                }
            }
        }
        return found;
    }

    /** Returns whether the table of this name is a view; empty if there is no such table. */
    protected Optional<Boolean> isView(TableName name) throws SQLException {
        try (ResultSet rows = metadata.getTables(catalog(name), schema(name), name.name(), null)) {
            while (rows.next()) {
                if (isOf(rows, name)) {
                    return Optional.of(rows.getString("TABLE_TYPE").contains("VIEW"));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the columns in their order. */
    protected List<Table.Column> columns(TableName name) throws SQLException {
        Map<String, String> types = server.columnTypes(name);
        List<Table.Column> columns = new ArrayList<>();
        try (ResultSet rows = metadata.getColumns(catalog(name), schema(name), name.name(), null)) {
            while (rows.next()) {
                if (!isOf(rows, name)) {
                    continue;
                }
                String column = rows.getString("COLUMN_NAME");
                String type = types.getOrDefault(column, rows.getString("TYPE_NAME"));
                columns.add(new Table.Column(column, type, rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
            }
        }
        return columns;
    }

    /** Drivers sort these rows by column name; KEY_SEQ has the order in the key. */
    private List<String> primaryKey(TableName name) throws SQLException {
        Map<Integer, String> bySequence = new TreeMap<>();
        try (ResultSet rows = metadata.getPrimaryKeys(catalog(name), schema(name), name.name())) {
            while (rows.next()) {
                bySequence.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(bySequence.values());
    }

    /** Returns the indexes without the primary key's. */
    protected List<Table.Index> indexes(TableName name, List<String> key) throws SQLException {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        try (ResultSet rows = metadata.getIndexInfo(catalog(name), schema(name), name.name(), false, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (index != null && column != null) {
                    byName.computeIfAbsent(index, n -> new ArrayList<>()).add(column);
                }
            }
        }
        return byName.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(key))
                .map(entry -> new Table.Index(entry.getKey(), entry.getValue()))
                .toList();
    }

    private @Nullable String catalog(TableName name) throws SQLException {
        return server.schemaIsCatalog() ? name.schema() : server.connection.getCatalog();
    }

    private @Nullable String schema(TableName name) {
        return server.schemaIsCatalog() ? null : name.schema();
    }

    /**
     * Whether a row belongs to this table. Drivers take names as LIKE patterns, in which an underscore matches any
     * character. Escapes work differently on each server, so the names are passed as they are and the surplus is
     * filtered here.
     */
    private boolean isOf(ResultSet row, TableName name) throws SQLException {
        // JDBC does not take the catalog as a pattern.
        return server.sameName(row.getString("TABLE_NAME"), name.name())
                && (server.schemaIsCatalog() || server.sameName(row.getString("TABLE_SCHEM"), name.schema()));
    }
}
