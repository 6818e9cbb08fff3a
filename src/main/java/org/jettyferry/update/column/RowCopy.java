package org.jettyferry.update.column;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Pause;
import org.jettyferry.jdbc.Sql;

/**
 * Fills the new column of the rows that nobody has written since the triggers were made, range by range of the primary key.
 * A range is one transaction, so that a killed run loses no more than the ranges it is at. A run whose speed is limited works
 * on one at a time.
 */
final class RowCopy {
    private final ColumnTarget target;
    private final Lanes lanes;
    private final ShortLocks locks;
    private final CopyLimit limit;
    private final ColumnListener listener;
    private final long startNanos = System.nanoTime();

    RowCopy(ColumnTarget target, Lanes lanes, ShortLocks locks, CopyLimit limit, ColumnListener listener) {
        this.target = target;
        this.lanes = lanes;
        this.locks = locks;
        this.limit = limit;
        this.listener = listener;
    }

    /** Goes on behind the last row that is recorded, to the end. */
    ColumnState run(ColumnState from) throws SQLException {
        int rows = Math.min(limit.chunkRows(), limit.maxRowsPerSecond().orElse(Integer.MAX_VALUE));
        boolean two = !limit.limitsSpeed() && lanes.help(from.rowsTotal() - from.rowsDone(), rows);
        CopyProgress progress = new CopyProgress(from);
        lanes.run(target, new RangeQueue(from.watermark(), rows), two, over -> lane(over, progress));
        return progress.state();
    }

    private Lanes.Work lane(ColumnTarget over, CopyProgress progress) throws SQLException {
        Sql.execute(over.connection(), over.sync().copyMark(over.pair()));
        List<String> untouched = over.server().selfUpdating(over.pair().table());
        ShortLocks mine = locks.over(over.connection());
        ColumnJournal journal = ColumnJournal.of(over);
        return part -> {
            mine.run("copy rows", () -> {
                Sql.execute(
                        over.connection(),
                        over.sync().copy(over.pair(), untouched, part.range().condition()));
                Optional<ColumnState> reached = progress.with(part);
                if (reached.isPresent()) {
                    journal.copied(over.pair(), reached.get());
                }
            });
            progress.ended(part, listener);
            if (part.range().more()) {
                rest(progress.copiedHere());
            }
        };
    }

    /** Waits between two ranges, so that the server has time for others. */
    private void rest(long copied) {
        long due = limit.maxRowsPerSecond().isPresent()
                ? startNanos
                        + copied * 1_000_000_000L / limit.maxRowsPerSecond().getAsInt()
                : System.nanoTime();
        long millis =
                Math.max((due - System.nanoTime()) / 1_000_000, limit.pause().toMillis());
        Pause.millis(Math.max(0, millis));
    }
}
