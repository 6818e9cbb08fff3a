package org.jettyferry.jdbc;

import java.util.List;
import java.util.Optional;

/**
 * A table as the metadata describe it.
 *
 * @param name its name
 * @param view whether it is a view: Jetty takes a view for its table (getTables without a type filter)
 * @param columns in their order
 * @param primaryKey the key's columns in the key's order; empty without a key
 * @param indexes all indexes but the key's
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
     * @param type in the form of a CREATE TABLE, e.g. {@code character varying(120)}
     * @param nullable whether NULL is allowed
     */
    public record Column(String name, String type, boolean nullable) {}

    /**
     * An index other than the primary key's.
     *
     * @param name as the database spells it
     * @param columns in the index's order
     */
    public record Index(String name, List<String> columns) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /** Returns the column of this name, ignoring case. */
    public Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(columnName))
                .findFirst();
    }
}
