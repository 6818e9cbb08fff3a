package org.jettyferry.jetty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of a site's session tables and their columns: Jetty's own names, unless Jetty's properties set others.
 * Immutable.
 */
public final class TableNames {
    /** The beginning of Jetty's properties for these names, as in {@code start.d/session-store-jdbc.ini}. */
    public static final String PREFIX = "jetty.session.jdbc.schema.";

    /** Jetty's property for the table. (It is not {@code tableName}, which is the setter in XML.) */
    public static final String TABLE = PREFIX + "table";

    /** Jetty's property for the schema; {@code INFERRED} works from 9.4.30 on. */
    public static final String SCHEMA = PREFIX + "schemaName";

    /** Jetty's property for the catalog, from 9.4.30 on; on MySQL a catalog is a database. */
    public static final String CATALOG = PREFIX + "catalogName";

    /**
     * Ferry's own property for the table of session ids: generation 1 sets its name in XML, by
     * {@code JDBCSessionIdManager.getSessionIdTableSchema().setTableName}.
     */
    public static final String IDS_TABLE = PREFIX + "idsTable";

    /** Ferry's own property for the column of that table: generation 1 sets it in XML, by {@code setIdColumn}. */
    public static final String IDS_COLUMN = PREFIX + "idsColumn";

    /** Jetty's default name of the session table. */
    public static final String DEFAULT_TABLE = "JettySessions";

    /** Jetty's default name of the table of session ids, in generation 1. */
    public static final String DEFAULT_IDS_TABLE = "JettySessionIds";

    /** The value that means the connection's own schema or catalog. */
    private static final String OWN = "INFERRED";

    private final @Nullable SqlName catalog;
    private final @Nullable SqlName schema;
    private final SqlName table;
    private final SqlName idsTable;
    private final @Nullable SqlName idsColumn;
    private final Map<SessionColumn, SqlName> columns = new EnumMap<>(SessionColumn.class);

    private TableNames(Map<String, String> properties) {
        catalog = given(properties, CATALOG);
        schema = given(properties, SCHEMA);
        table = name(properties, TABLE, DEFAULT_TABLE);
        idsTable = name(properties, IDS_TABLE, DEFAULT_IDS_TABLE);
        idsColumn = given(properties, IDS_COLUMN);
        for (SessionColumn column : SessionColumn.values()) {
            columns.put(column, name(properties, column.property(), column.defaultName()));
        }
    }

    /** Returns the properties for these names: Jetty's, and Ferry's own for what Jetty 9.3 sets in XML. */
    public static List<String> properties() {
        List<String> properties = new ArrayList<>(Arrays.asList(SCHEMA, CATALOG, TABLE, IDS_TABLE, IDS_COLUMN));
        for (SessionColumn column : SessionColumn.values()) {
            properties.add(column.property());
        }
        return Collections.unmodifiableList(properties);
    }

    /**
     * Returns the first name that is not one of {@link #properties}: a misspelt one would be ignored, and the wrong table
     * used.
     */
    public static Optional<String> unknown(Collection<String> names) {
        List<String> known = properties();
        return names.stream().sorted().filter(name -> !known.contains(name)).findFirst();
    }

    /** Returns a sentence with all of {@link #properties}. */
    public static String knownProperties() {
        return "Known names: " + properties().stream().sorted().collect(Collectors.joining(", ")) + ".";
    }

    /**
     * Reads Jetty's properties. {@code INFERRED} and an empty value both mean the connection's own schema.
     *
     * @param properties with {@code jetty.session.jdbc.schema.*}, where the site does not use the default names
     * @return the names
     */
    public static TableNames from(Map<String, String> properties) {
        return new TableNames(properties);
    }

    /** Returns the catalog; empty for the connection's own. */
    public Optional<SqlName> catalog() {
        return Optional.ofNullable(catalog);
    }

    /** Returns the schema; empty for the connection's own. */
    public Optional<SqlName> schema() {
        return Optional.ofNullable(schema);
    }

    /** Returns the name of the session table. */
    public SqlName table() {
        return table;
    }

    /** Returns the name of the table of session ids, which generation 1 has. */
    public SqlName idsTable() {
        return idsTable;
    }

    /** Returns the name of the column of that table; empty if no property sets it. */
    public Optional<SqlName> idsColumn() {
        return Optional.ofNullable(idsColumn);
    }

    /**
     * Returns the name of a column of the session table.
     *
     * @param column the column
     * @return its name
     */
    public SqlName column(SessionColumn column) {
        return columns.getOrDefault(column, new SqlName(column.defaultName()));
    }

    /** Returns the session table as Jetty's statements name it, with catalog and schema where they are set. */
    public String qualified() {
        return qualified(table);
    }

    /** Returns another table of the same schema as a statement names it. */
    public String qualified(SqlName other) {
        StringBuilder name = new StringBuilder();
        if (catalog != null) {
            name.append(catalog.written()).append('.');
        }
        if (schema != null) {
            name.append(schema.written()).append('.');
        }
        return name.append(other.written()).toString();
    }

    private static SqlName name(Map<String, String> properties, String property, String fallback) {
        SqlName given = given(properties, property);
        return given == null ? new SqlName(fallback) : given;
    }

    private static @Nullable SqlName given(Map<String, String> properties, String property) {
        String value = properties.getOrDefault(property, "").trim();
        return value.isEmpty() || value.equals(OWN) ? null : new SqlName(value);
    }
}
