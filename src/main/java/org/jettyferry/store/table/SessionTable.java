package org.jettyferry.store.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;

/**
 * A session table of the database, with its columns by their part. Immutable.
 *
 * @param table its metadata
 * @param generation the generation, by its primary key
 * @param columns the columns that Jetty knows, under the names that the database gives them
 */
public record SessionTable(Table table, Generation generation, Map<SessionColumn, Table.Column> columns) {

    /** Columns that every release since 7 has; {@code maxInterval} came with 9.0. */
    private static final List<SessionColumn> REQUIRED = List.of(
            SessionColumn.SESSION_ID,
            SessionColumn.CONTEXT_PATH,
            SessionColumn.VIRTUAL_HOST,
            SessionColumn.LAST_NODE,
            SessionColumn.ACCESS_TIME,
            SessionColumn.LAST_ACCESS_TIME,
            SessionColumn.CREATE_TIME,
            SessionColumn.COOKIE_TIME,
            SessionColumn.LAST_SAVED_TIME,
            SessionColumn.EXPIRY_TIME,
            SessionColumn.MAP);

    /**
     * Reads the generation from the primary key.
     *
     * @param names what the site calls the columns
     * @return empty if the key is that of neither generation, or a column is missing that every release has
     */
    public static Optional<SessionTable> of(Table table, StoreNames names) {
        Map<SessionColumn, Table.Column> columns = new EnumMap<>(SessionColumn.class);
        for (SessionColumn column : SessionColumn.values()) {
            table.column(names.column(column)).ifPresent(found -> columns.put(column, found));
        }
        if (!columns.containsKey(SessionColumn.ROW_ID)) {
            table.column("srowId").ifPresent(found -> columns.put(SessionColumn.ROW_ID, found)); // Oracle's name
        }
        return generation(table, columns)
                .filter(generation -> columns.keySet().containsAll(REQUIRED))
                .map(generation -> new SessionTable(table, generation, columns));
    }

    private static Optional<Generation> generation(Table table, Map<SessionColumn, Table.Column> columns) {
        if (isKey(table, columns, SessionColumn.KEY_1)) {
            return Optional.of(Generation.ONE);
        }
        return isKey(table, columns, SessionColumn.KEY_2) ? Optional.of(Generation.TWO) : Optional.empty();
    }

    private static boolean isKey(Table table, Map<SessionColumn, Table.Column> columns, List<SessionColumn> expected) {
        List<String> names = new ArrayList<>();
        for (SessionColumn column : expected) {
            if (columns.containsKey(column)) {
                names.add(columns.get(column).name());
            }
        }
        return names.size() == expected.size() && Set.copyOf(names).equals(Set.copyOf(table.primaryKey()));
    }

    /** Returns the columns that every release has and this table lacks, under the site's names. */
    public static List<String> missing(Table table, StoreNames names) {
        return REQUIRED.stream()
                .map(names::column)
                .filter(name -> table.column(name).isEmpty())
                .toList();
    }

    /** Returns the table's name, as the database spells it. */
    public TableName name() {
        return table.name();
    }

    /** Tells whether this release uses tables of this generation. */
    public boolean fits(JettyRelease release) {
        return RowConventions.of(release).generation() == generation;
    }

    /** Tells whether it has the column. */
    public boolean has(SessionColumn column) {
        return columns.containsKey(column);
    }

    /**
     * Returns the column's name, as the database spells it.
     *
     * @throws IllegalArgumentException if the table does not have it
     */
    public String name(SessionColumn column) {
        return found(column).name();
    }

    /**
     * Returns the column's type, as a CREATE TABLE has it.
     *
     * @throws IllegalArgumentException if the table does not have it
     */
    public String type(SessionColumn column) {
        return found(column).type();
    }

    /**
     * Returns the column's name, quoted.
     *
     * @throws IllegalArgumentException if the table does not have it
     */
    public String sql(Dialect dialect, SessionColumn column) {
        return dialect.quote(found(column).name());
    }

    private Table.Column found(SessionColumn column) {
        Table.Column found = columns.get(column);
        if (found == null) {
            throw new IllegalArgumentException("no column " + column.defaultName() + " in " + name());
        }
        return found;
    }

    /** Returns the key's columns, quoted, in the key's order. */
    public List<String> key(Dialect dialect) {
        return keyColumns().stream().map(column -> sql(dialect, column)).toList();
    }

    /** Returns the columns of its primary key, in the key's order. */
    public List<SessionColumn> keyColumns() {
        return generation == Generation.ONE ? SessionColumn.KEY_1 : SessionColumn.KEY_2;
    }

    /** Returns the columns that are not Jetty's; a swap would lose them. */
    public List<String> extraColumns() {
        return table.columns().stream()
                .filter(column -> !columns.containsValue(column))
                .map(Table.Column::name)
                .toList();
    }
}
