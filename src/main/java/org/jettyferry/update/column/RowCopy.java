package org.jettyferry.update.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.jdbc.Sql;

/**
 * Fills the new column of the rows that nobody has written since the triggers were made, range by range of the primary key.
 * A range and the key of its last row are one transaction, so that a killed run loses no more than a range.
 */
final class RowCopy {
    private final ColumnTarget target;
    private final ColumnJournal journal;
    private final ShortLocks locks;
    private final CopyLimit limit;
    private final ColumnListener listener;
    private final long startNanos = System.nanoTime();
    private long copiedHere;

    RowCopy(ColumnTarget target, ColumnJournal journal, ShortLocks locks, CopyLimit limit, ColumnListener listener) {
        this.target = target;
        this.journal = journal;
        this.locks = locks;
        this.limit = limit;
        this.listener = listener;
    }

    /** Goes on behind the last row that is copied, to the end. */
    ColumnState run(ColumnState from) throws SQLException {
        Connection connection = target.connection();
        Sql.execute(connection, target.sync().copyMark(target.pair()));
        List<String> untouched = target.server().selfUpdating(target.pair().table());
        int rows = Math.min(limit.chunkRows(), limit.maxRowsPerSecond().orElse(Integer.MAX_VALUE));
        ColumnState state = from;
        boolean more = true;
        while (more) {
            TableKey.Range range = target.key().after(connection, state.watermark(), rows);
            Optional<List<String>> last = range.last().or(state::watermark);
            ColumnState next = state.copied(last, range.rows());
            locks.run("copy rows", () -> {
                Sql.execute(connection, target.sync().copy(target.pair(), untouched, range.condition()));
                journal.update(target.pair(), next);
            });
            state = next;
            copiedHere += range.rows();
            if (range.rows() > 0) {
                listener.copied(state.rowsDone(), Math.max(state.rowsTotal(), state.rowsDone()));
            }
            more = range.last().isPresent();
            if (more) {
                rest();
            }
        }
        return state;
    }

    /** Waits between two ranges, so that the server has time for others. */
    private void rest() {
        long due = limit.maxRowsPerSecond().isPresent()
                ? startNanos
                        + copiedHere * 1_000_000_000L / limit.maxRowsPerSecond().getAsInt()
                : System.nanoTime();
        long millis =
                Math.max((due - System.nanoTime()) / 1_000_000, limit.pause().toMillis());
        Pause.millis(Math.max(0, millis));
    }
}
