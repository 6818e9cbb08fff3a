package org.jettyferry.update.column;

import java.util.List;
import java.util.Optional;

/**
 * How far the change of a column is.
 *
 * @param table the table
 * @param oldColumn the column of the old release
 * @param newColumn the column of the new release
 * @param phase how far it is
 * @param release the release in which it was expanded; empty if nothing is recorded
 * @param rowsDone rows that are copied
 * @param rowsTotal rows that the table had when copying began
 * @param drift copied rows whose columns do not agree
 * @param conflicts writes that gave both columns values that did not agree
 * @param uses what uses the old column: it must be gone before the column can be dropped
 */
public record ColumnStatus(
        String table,
        String oldColumn,
        String newColumn,
        Phase phase,
        Optional<String> release,
        long rowsDone,
        long rowsTotal,
        Drift drift,
        long conflicts,
        List<String> uses) {
    public ColumnStatus {
        uses = List.copyOf(uses);
    }
}
