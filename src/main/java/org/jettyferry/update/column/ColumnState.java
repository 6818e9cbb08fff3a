package org.jettyferry.update.column;

import java.util.List;
import java.util.Optional;

/**
 * What is recorded of a change.
 *
 * @param definition the checksum of what its file says for this database
 * @param release the release in which it was expanded
 * @param watermark the key of the last row that is copied; empty at the beginning
 */
record ColumnState(
        Phase phase,
        String definition,
        String release,
        Optional<List<String>> watermark,
        long rowsDone,
        long rowsTotal) {

    ColumnState at(Phase next) {
        return new ColumnState(next, definition, release, watermark, rowsDone, rowsTotal);
    }

    ColumnState copyAnew(long total) {
        return new ColumnState(Phase.COPYING, definition, release, Optional.empty(), 0, total);
    }

    ColumnState copied(TableKey.Range range) {
        return new ColumnState(phase, definition, release, range.last(), rowsDone + range.rows(), rowsTotal);
    }
}
