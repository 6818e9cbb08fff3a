package org.jettyferry.store.table;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.jetty.SqlName;
import org.jettyferry.jetty.TableNames;

/**
 * The names of tables and columns in this site's configuration of Jetty. Immutable.
 *
 * @param schema the schema (on MySQL: the database) of the tables; empty for the connection's own
 * @param table the session table
 * @param idsTable the table of session ids, generation 1 only
 * @param idsColumn the column of that table; empty to take it from the table itself
 * @param columns the names of the columns that differ from Jetty's defaults
 * @param quoted the names that are in quotes there: the database does not fold them
 */
public record StoreNames(
        Optional<String> schema,
        String table,
        String idsTable,
        Optional<String> idsColumn,
        Map<SessionColumn, String> columns,
        Set<String> quoted) {

    public StoreNames {
        columns = Collections.unmodifiableMap(
                columns.isEmpty() ? new EnumMap<>(SessionColumn.class) : new EnumMap<>(columns));
        quoted = Set.copyOf(quoted);
    }

    /** Returns Jetty's defaults. */
    public static StoreNames defaults() {
        return from(Map.of());
    }

    /** Reads Jetty's properties, as {@link TableNames} does. */
    public static StoreNames from(Map<String, String> properties) {
        TableNames given = TableNames.from(properties);
        Set<String> quoted = new TreeSet<>();
        EnumMap<SessionColumn, String> columns = new EnumMap<>(SessionColumn.class);
        for (SessionColumn column : SessionColumn.values()) {
            String name = plain(given.column(column), quoted);
            if (!name.equals(column.defaultName())) {
                columns.put(column, name);
            }
        }
        return new StoreNames(
                given.schema().or(given::catalog).map(name -> plain(name, quoted)),
                plain(given.table(), quoted),
                plain(given.idsTable(), quoted),
                given.idsColumn().map(name -> plain(name, quoted)),
                columns,
                quoted);
    }

    /** Returns one of these names as the database spells it. */
    public String spelled(Dialect dialect, String name) {
        return quoted.contains(name) ? name : dialect.fold(name);
    }

    /**
     * Tells whether a table of ids belongs to this store, if there is no session table of generation 1 to show it. A
     * table of ids with the default name belongs to the session table with the default name.
     */
    public boolean ownsIds() {
        return table.equalsIgnoreCase(TableNames.DEFAULT_TABLE) || !idsTable.equals(TableNames.DEFAULT_IDS_TABLE);
    }

    /** Returns the configured name of a column. */
    public String column(SessionColumn column) {
        return columns.getOrDefault(column, column.defaultName());
    }

    private static String plain(SqlName name, Set<String> quoted) {
        if (name.isQuoted()) {
            quoted.add(name.plain());
        }
        return name.plain();
    }
}
