package org.jettyferry.jetty;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a site's Jetty calls its session tables and their columns: Jetty's own names, unless its properties say
 * otherwise. Immutable.
 */
public final class TableNames {
    /** What Jetty's properties for these names begin with, as in {@code start.d/session-store-jdbc.ini}. */
    public static final String PREFIX = "jetty.session.jdbc.schema.";

    /** Jetty's own property for the table's name. */
    public static final String TABLE = PREFIX + "table";

    /** Jetty's own property for the schema. */
    public static final String SCHEMA = PREFIX + "schemaName";

    /** Jetty's own property for the catalog; on MySQL a catalog is a database. */
    public static final String CATALOG = PREFIX + "catalogName";

    /** Generation 1 has no property for this table: its name is set in XML there. */
    public static final String IDS_TABLE = PREFIX + "idsTable";

    /** The column of that table; it too has its name in XML, by {@code setIdColumn}. */
    public static final String IDS_COLUMN = PREFIX + "idsColumn";

    /** What Jetty calls its session table. */
    public static final String DEFAULT_TABLE = "JettySessions";

    /** What Jetty calls the table of session ids, in generation 1. */
    public static final String DEFAULT_IDS_TABLE = "JettySessionIds";

    /** What Jetty's properties say for the connection's own schema or catalog. */
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

    /**
     * Reads Jetty's properties. {@code INFERRED}, and nothing, both mean the connection's own schema.
     *
     * @param properties with {@code jetty.session.jdbc.schema.*}, where Jetty uses other names than its own
     * @return the names
     */
    public static TableNames from(Map<String, String> properties) {
        return new TableNames(properties);
    }

    /** The catalog; empty for the connection's own. */
    public Optional<SqlName> catalog() {
        return Optional.ofNullable(catalog);
    }

    /** The schema; empty for the connection's own. */
    public Optional<SqlName> schema() {
        return Optional.ofNullable(schema);
    }

    /** The session table. */
    public SqlName table() {
        return table;
    }

    /** The table of session ids, which generation 1 has. */
    public SqlName idsTable() {
        return idsTable;
    }

    /** The column of that table; empty for Jetty's own name, or what the store's tables say. */
    public Optional<SqlName> idsColumn() {
        return Optional.ofNullable(idsColumn);
    }

    /**
     * A column of the session table.
     *
     * @param column the column
     * @return its name
     */
    public SqlName column(SessionColumn column) {
        return columns.getOrDefault(column, new SqlName(column.defaultName()));
    }

    /** The session table as Jetty's statements name it, with catalog and schema where they are set. */
    public String qualified() {
        return qualified(table);
    }

    /** Another table of the same schema as a statement names it. */
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
