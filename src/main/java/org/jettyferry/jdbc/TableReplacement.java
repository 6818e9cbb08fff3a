package org.jettyferry.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table that is made to take the place of another one, and what the program makes of it by itself.
 *
 * @param old the table in use
 * @param fresh the new one, under the name that it has until the swap
 * @param columns of the new table, as the database spells them
 * @param oldKey columns of the old primary key
 * @param newKey columns of the new primary key
 * @param jettyIndexes the indexes that Jetty itself makes: columns by name. The new table has those of its own release
 */
public record TableReplacement(
        TableName old,
        TableName fresh,
        List<String> columns,
        List<String> oldKey,
        List<String> newKey,
        Map<String, List<String>> jettyIndexes) {

    public TableReplacement {
        columns = List.copyOf(columns);
        oldKey = List.copyOf(oldKey);
        newKey = List.copyOf(newKey);
        jettyIndexes = Map.copyOf(jettyIndexes);
    }

    /** Whether the new table has this column. */
    public boolean has(String column) {
        return contains(columns, column);
    }

    /** Whether the column is not null for no other reason than that it was, or will be, part of a key. */
    public boolean isOfKey(String column) {
        return contains(oldKey, column) || contains(newKey, column);
    }

    /** Columns of this list that the new table does not have. */
    public List<String> missing(List<String> some) {
        return some.stream().filter(column -> !has(column)).toList();
    }

    /** The columns of one of Jetty's own indexes; empty for any other. */
    public Optional<List<String>> jettyIndex(String name) {
        return jettyIndexes.entrySet().stream()
                .filter(index -> index.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The rename that would make the old name the new one. */
    public Rename rename() {
        return new Rename(old, fresh.name());
    }

    private static boolean contains(List<String> columns, String column) {
        return columns.stream().anyMatch(column::equalsIgnoreCase);
    }
}
