package org.jettyferry.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new table that will replace another one, and the parts that the program itself creates on it.
 *
 * @param old the table in use
 * @param fresh the new table, under its name until the swap
 * @param columns of the new table, spelled as in the metadata
 * @param oldKey columns of the old primary key
 * @param newKey columns of the new primary key
 * @param jettyIndexes columns of the indexes that Jetty itself creates, by name; the new table gets those of its own
 *     release
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

    /** Whether the column belongs to the old or new key, so that NOT NULL is a consequence of the key. */
    public boolean isOfKey(String column) {
        return contains(oldKey, column) || contains(newKey, column);
    }

    /** Returns those of the columns that the new table does not have. */
    public List<String> missing(List<String> some) {
        return some.stream().filter(column -> !has(column)).toList();
    }

    /** Returns the columns of one of Jetty's own indexes; empty for any other index. */
    public Optional<List<String>> jettyIndex(String name) {
        return jettyIndexes.entrySet().stream()
                .filter(index -> index.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the rename from the old name to the new one. */
    public Rename rename() {
        return new Rename(old, fresh.name());
    }

    private static boolean contains(List<String> columns, String column) {
        return columns.stream().anyMatch(column::equalsIgnoreCase);
    }
}
