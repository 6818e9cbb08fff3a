package org.jettyferry.node.guard;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jetty.SqlName;
import org.jettyferry.jetty.TableNames;
import org.jspecify.annotations.Nullable;

/**
 * Reads the database's catalog. Only the catalog says reliably whether a table exists: drivers report a missing table
 * in different ways, and one driver may do so by its settings.
 */
final class Catalog {
    private final Connection connection;
    private final TableNames names;

    Catalog(Connection connection, TableNames names) {
        this.connection = connection;
        this.names = names;
    }

    /** Returns whether any schema of the session store's database has a table of this name. */
    boolean has(SqlName table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String name = stored(table, data);
        String escape = data.getSearchStringEscape();
        String pattern =
                name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
        try (ResultSet tables = data.getTables(catalog(data), null, pattern, null)) {
            while (tables.next()) {
                if (name.equalsIgnoreCase(tables.getString("TABLE_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Returns the primary key of the session table, in the schema of Jetty's configuration or of the connection. */
    Set<String> primaryKey() throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        boolean schemas = data.supportsSchemasInTableDefinitions();
        String schema = names.schema().isPresent() ? stored(names.schema().get(), data) : connection.getSchema();
        try (ResultSet key = data.getPrimaryKeys(catalog(data), schemas ? schema : null, stored(names.table(), data))) {
            Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            while (key.next()) {
                columns.add(key.getString("COLUMN_NAME"));
            }
            return columns;
        }
    }

    private @Nullable String catalog(DatabaseMetaData data) throws SQLException {
        boolean schemas = data.supportsSchemasInTableDefinitions();
        Optional<SqlName> name = schemas || !names.schema().isPresent() ? names.catalog() : names.schema(); // MySQL
        return name.isPresent() ? stored(name.get(), data) : connection.getCatalog();
    }

    /** Returns a name in the case in which the database stores it; a quoted name stays as it is. */
    private static String stored(SqlName given, DatabaseMetaData data) throws SQLException {
        String name = given.plain();
        if (given.isQuoted()) {
            return name;
        }
        if (data.storesLowerCaseIdentifiers()) {
            return name.toLowerCase(Locale.ROOT);
        }
        return data.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    }
}
