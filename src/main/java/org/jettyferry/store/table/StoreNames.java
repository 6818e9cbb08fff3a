package org.jettyferry.store.table;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How this site's Jetty calls its tables and columns.
 *
 * @param schema the schema (on MySQL: the database) of the tables; empty for the connection's own
 * @param table the session table
 * @param idsTable the table of session ids, generation 1 only
 * @param columns the names of the columns that differ from Jetty's defaults
 */
public record StoreNames(Optional<String> schema, String table, String idsTable, Map<SessionColumn, String> columns) {

    /** Jetty's own property for the table's name. */
    public static final String TABLE = "jetty.session.jdbc.schema.table";

    /** Jetty's own property for the schema. */
    public static final String SCHEMA = "jetty.session.jdbc.schema.schemaName";

    /** Jetty's own property for the catalog; on MySQL a catalog is a database. */
    public static final String CATALOG = "jetty.session.jdbc.schema.catalogName";

    /** Generation 1 has no property for this table: its name is set in XML there. */
    public static final String IDS_TABLE = "jetty.session.jdbc.schema.idsTable";

    private static final String DEFAULT_TABLE = "JettySessions";
    private static final String DEFAULT_IDS = "JettySessionIds";

    public StoreNames {
        columns = Collections.unmodifiableMap(
                columns.isEmpty() ? new EnumMap<>(SessionColumn.class) : new EnumMap<>(columns));
    }

    /** Jetty's defaults. */
    public static StoreNames defaults() {
        return from(Map.of());
    }

    /**
     * Reads Jetty's properties, as they stand in {@code start.d/session-store-jdbc.ini}. Jetty's {@code INFERRED}, and
     * nothing, both mean the connection's own schema.
     */
    public static StoreNames from(Map<String, String> properties) {
        EnumMap<SessionColumn, String> columns = new EnumMap<>(SessionColumn.class);
        for (SessionColumn column : SessionColumn.values()) {
            value(properties, column.property()).ifPresent(name -> columns.put(column, name));
        }
        return new StoreNames(
                value(properties, SCHEMA).or(() -> value(properties, CATALOG)),
                value(properties, TABLE).orElse(DEFAULT_TABLE),
                value(properties, IDS_TABLE).orElse(DEFAULT_IDS),
                columns);
    }

    /**
     * Whether a table of ids is of this store though no session table of generation 1 is there; one of the default name is
     * of the default table.
     */
    public boolean ownsIds() {
        return table.equalsIgnoreCase(DEFAULT_TABLE) || !idsTable.equals(DEFAULT_IDS);
    }

    /** The configured name of a column. */
    public String column(SessionColumn column) {
        return columns.getOrDefault(column, column.defaultName());
    }

    private static Optional<String> value(Map<String, String> properties, String name) {
        return Optional.ofNullable(properties.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !value.equals("INFERRED"));
    }
}
