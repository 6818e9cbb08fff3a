package org.jettyferry.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * What belongs to a table besides its columns, its key and its rows: each item is either kept, by statements that make it
 * on the new table, or refused by its name. Nothing is left behind without a word.
 *
 * @param beforeRows statements for the new, empty table: what each row has to obey, and how the table is kept
 * @param afterRows statements for the filled table: indexes, and what needs them
 * @param constraints names that the new table's key and kept constraints have until the swap
 * @param indexes names that the kept indexes have until the swap
 * @param refused what can't be kept, each as "kind name"
 */
public record TableInventory(
        List<String> beforeRows,
        List<String> afterRows,
        List<String> constraints,
        List<String> indexes,
        List<String> refused) {

    public TableInventory {
        beforeRows = List.copyOf(beforeRows);
        afterRows = List.copyOf(afterRows);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
        refused = List.copyOf(refused);
    }

    /** Collects an inventory, item by item. */
    public static final class Builder {
        private final List<String> beforeRows = new ArrayList<>();
        private final List<String> afterRows = new ArrayList<>();
        private final List<String> constraints = new ArrayList<>();
        private final List<String> indexes = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        public void before(String statement) {
            beforeRows.add(statement);
        }

        public void before(List<String> statements) {
            beforeRows.addAll(statements);
        }

        public void after(String statement) {
            afterRows.add(statement);
        }

        public void constraint(String name) {
            constraints.add(name);
        }

        public void index(String name) {
            indexes.add(name);
        }

        public void refuse(String item) {
            refused.add(item);
        }

        public void refuse(List<String> items) {
            refused.addAll(items);
        }

        public TableInventory build() {
            return new TableInventory(beforeRows, afterRows, constraints, indexes, refused);
        }
    }
}
