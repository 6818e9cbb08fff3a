package org.jettyferry.jdbc;

import java.util.List;
import java.util.Optional;

/**
 * What the metadata say of a table.
 *
 * @param name its name
 * @param view whether it is a view: Jetty takes a view for its table (getTables without a type filter)
 * @param columns in their order
 * @param primaryKey names of the key's columns in the key's order; empty where there is no key
 * @param indexes all but the key's own
 */
public record Table(TableName name, boolean view, List<Column> columns, List<String> primaryKey, List<Index> indexes) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        indexes = List.copyOf(indexes);
    }

    /**
     * A column.
     *
     * @param name as the database spells it
     * @param type as a CREATE TABLE of this database would say it, e.g. {@code character varying(120)}
     * @param nullable whether NULL is allowed
     */
    public record Column(String name, String type, boolean nullable) {}

    /**
     * An index that is not the primary key's.
     *
     * @param name as the database spells it
     * @param columns in the index's order
     */
    public record Index(String name, List<String> columns) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /** The column of this name, in whatever case. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(columnName))
                .findFirst();
    }
}
