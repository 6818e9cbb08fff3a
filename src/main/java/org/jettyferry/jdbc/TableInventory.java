package org.jettyferry.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a table besides its columns, key and rows, such as further indexes, checks, defaults and comments. Each
 * part is either kept, by statements that create it on the new table, or refused by name, so that a run does not lose
 * it silently.
 *
 * <p>The order matters. Checks come before the rows, so that a row that violates one fails early. Indexes come after,
 * because filling an indexed table takes several times as long.
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

    /** Collects an inventory part by part. Not safe for several threads. */
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
