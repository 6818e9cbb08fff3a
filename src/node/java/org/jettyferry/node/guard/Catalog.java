package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the database says of its tables. Only the catalog knows whether there is a table: how a driver reports a missing one
 * differs between the drivers, and even between the settings of one.
 */
final class Catalog {
    private final Connection connection;
    private final TableNames names;

    Catalog(Connection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
    }

    /** Whether any schema of the session store's database has a table of this name. */
    boolean has(String table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String name = stored(table, data);
        String escape = data.getSearchStringEscape();
        String pattern = name.replace(escape, escape + escape)
                .replace("_", escape + "_")
                .replace("%", escape + "%");
        try (ResultSet tables = data.getTables(catalog(data), null, pattern, null)) {
            while (tables.next()) {
                if (name.equalsIgnoreCase(tables.getString("TABLE_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The key of the session table, in the connection's own schema or the one that Jetty is configured with. */
    Set<String> primaryKey() throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        boolean schemas = data.supportsSchemasInTableDefinitions();
        String schema = names.schema.isEmpty() ? connection.getSchema() : stored(names.schema, data);
        try (ResultSet key = data.getPrimaryKeys(catalog(data), schemas ? schema : null, stored(names.table, data))) {
            Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            while (key.next()) {
                columns.add(key.getString("COLUMN_NAME"));
            }
            return columns;
        }
    }

    private @Nullable String catalog(DatabaseMetaData data) throws SQLException {
        boolean schemas = data.supportsSchemasInTableDefinitions();
        String name = schemas || names.schema.isEmpty() ? names.catalog : names.schema; // MySQL
        return name.isEmpty() ? connection.getCatalog() : stored(name, data);
    }

    /** As the database stores a name that is not quoted. */
    private static String stored(String name, DatabaseMetaData data) throws SQLException {
        if (data.storesLowerCaseIdentifiers()) {
            return name.toLowerCase(Locale.ROOT);
        }
        return data.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    }
}
