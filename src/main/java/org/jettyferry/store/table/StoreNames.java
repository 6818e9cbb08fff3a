package org.jettyferry.store.table;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.database.Dialect;

/**
 * How this site's Jetty calls its tables and columns.
 *
 * @param schema the schema (on MySQL: the database) of the tables; empty for the connection's own
 * @param table the session table
 * @param idsTable the table of session ids, generation 1 only
 * @param idsColumn the column of that table; empty for Jetty's own name, or what the store's tables say
 * @param columns the names of the columns that differ from Jetty's defaults
 * @param quoted which of the names stood in quotes: the database is not to fold them
 */
public record StoreNames(
        Optional<String> schema,
        String table,
        String idsTable,
        Optional<String> idsColumn,
        Map<SessionColumn, String> columns,
        Set<String> quoted) {

    /** Jetty's own property for the table's name. */
    public static final String TABLE = "jetty.session.jdbc.schema.table";

    /** Jetty's own property for the schema. */
    public static final String SCHEMA = "jetty.session.jdbc.schema.schemaName";

    /** Jetty's own property for the catalog; on MySQL a catalog is a database. */
    public static final String CATALOG = "jetty.session.jdbc.schema.catalogName";

    /** Generation 1 has no property for this table: its name is set in XML there. */
    public static final String IDS_TABLE = "jetty.session.jdbc.schema.idsTable";

    /** The column of that table; it too has its name in XML, by {@code setIdColumn}. */
    public static final String IDS_COLUMN = "jetty.session.jdbc.schema.idsColumn";

    private static final String DEFAULT_TABLE = "JettySessions";
    private static final String DEFAULT_IDS = "JettySessionIds";

    public StoreNames {
        columns = Collections.unmodifiableMap(
                columns.isEmpty() ? new EnumMap<>(SessionColumn.class) : new EnumMap<>(columns));
        quoted = Set.copyOf(quoted);
    }

    /** Jetty's defaults. */
    public static StoreNames defaults() {
        return from(Map.of());
    }

    /**
     * Reads Jetty's properties, as they stand in {@code start.d/session-store-jdbc.ini}. Jetty's {@code INFERRED}, and
     * nothing, both mean the connection's own schema. Jetty writes a name into its statements as it stands there, so that
     * one in quotes is a name that the database does not fold.
     */
    public static StoreNames from(Map<String, String> properties) {
        Set<String> quoted = new TreeSet<>();
        EnumMap<SessionColumn, String> columns = new EnumMap<>(SessionColumn.class);
        for (SessionColumn column : SessionColumn.values()) {
            value(properties, column.property(), quoted).ifPresent(name -> columns.put(column, name));
        }
        return new StoreNames(
                value(properties, SCHEMA, quoted).or(() -> value(properties, CATALOG, quoted)),
                value(properties, TABLE, quoted).orElse(DEFAULT_TABLE),
                value(properties, IDS_TABLE, quoted).orElse(DEFAULT_IDS),
                value(properties, IDS_COLUMN, quoted),
                columns,
                quoted);
    }

    /** One of these names as the database spells it. */
    public String spelled(Dialect dialect, String name) {
        return quoted.contains(name) ? name : dialect.fold(name);
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

    private static Optional<String> value(Map<String, String> properties, String name, Set<String> quoted) {
        Optional<String> value = Optional.ofNullable(properties.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.equals("INFERRED"));
        Optional<String> plain = value.map(StoreNames::withoutQuotes);
        if (!plain.equals(value)) {
            plain.ifPresent(quoted::add);
        }
        return plain;
    }

    /** A quote within is doubled, in standard SQL as in MySQL's way and in SQL Server's. */
    private static String withoutQuotes(String name) {
        int end = name.length() - 1;
        int kind = end < 2 ? -1 : "\"`[".indexOf(name.charAt(0));
        if (kind < 0 || name.charAt(end) != "\"`]".charAt(kind)) {
            return name;
        }
        String close = name.substring(end);
        return name.substring(1, end).replace(close + close, close);
    }
}
