package org.jettyferry.update.column;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.FirstFailure;

/** Gives out the ranges of a table's key, each once, in the order of the key. Safe for use by several threads. */
final class RangeQueue {
    private final int rows;
    private Optional<List<String>> at;
    private long given;
    private boolean ended;
    private final FirstFailure failure = new FirstFailure();

    /**
     * Makes it.
     *
     * @param after the key behind which it begins; empty for the beginning
     * @param rows how many rows a range has
     */
    RangeQueue(Optional<List<String>> after, int rows) {
        this.at = after;
        this.rows = rows;
    }

    /**
     * A range that is given out.
     *
     * @param number counted from 0
     */
    record Part(long number, TableKey.Range range) {}

    /** Returns the next range, found over the connection of a target; empty if there is none. */
    synchronized Optional<Part> next(ColumnTarget over) throws SQLException {
        if (ended) {
            return Optional.empty();
        }
        TableKey.Range range = over.key().after(over.connection(), at, rows);
        at = range.last();
        ended = !range.more();
        return range.rows() == 0 ? Optional.empty() : Optional.of(new Part(given++, range));
    }

    /** Gives out no more. */
    synchronized void end() {
        ended = true;
    }

    /** Gives out no more, and keeps the first failure. */
    synchronized void fail(Throwable cause) {
        ended = true;
        failure.keep(cause);
    }

    /** Throws the failure, if there is one. */
    void rethrow() throws SQLException {
        failure.rethrow();
    }
}
