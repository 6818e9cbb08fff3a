package org.jettyferry.jdbc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new table that will replace another one, and the parts that the program itself creates on it. The vendors'
 * inventories compare the old table with it: a part that Jetty creates itself needs no statement, a part on a column
 * that the new table lacks is refused, and any other part is created on {@code fresh} under a name that
 * {@link #rename()} gives it.
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
