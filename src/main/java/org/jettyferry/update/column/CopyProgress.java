package org.jettyferry.update.column;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far a copy is whose ranges may end in any order. What is recorded are the rows before the first range that has not ended,
 * so a run that goes on from there leaves none out; it may see a few ranges again, whose rows have their values.
 *
 * <p>Only the lane that works on that first range records anything. So no lane waits for another, and no record is overwritten
 * by an older one. Safe for use by several threads.
 */
final class CopyProgress {
    private final Map<Long, TableKey.Range> endedBeyond = new HashMap<>();
    private ColumnState state;
    private long first;
    private long copiedHere;

    CopyProgress(ColumnState from) {
        this.state = from;
    }

    /** Returns what to record together with a range; empty if a range before it has not ended. */
    synchronized Optional<ColumnState> with(RangeQueue.Part part) {
        if (part.number() != first) {
            return Optional.empty();
        }
        ColumnState next = state.copied(part.range());
        for (long number = first + 1; endedBeyond.containsKey(number); number++) {
            next = next.copied(endedBeyond.get(number));
        }
        return Optional.of(next);
    }

    /** Notes that a range is copied, and hands on how many rows are. */
    synchronized void ended(RangeQueue.Part part, ColumnListener listener) {
        copiedHere += part.range().rows();
        endedBeyond.put(part.number(), part.range());
        for (TableKey.Range next; (next = endedBeyond.remove(first)) != null; first++) {
            state = state.copied(next);
        }
        long beyond =
                endedBeyond.values().stream().mapToLong(TableKey.Range::rows).sum();
        long done = state.rowsDone() + beyond;
        listener.copied(done, Math.max(state.rowsTotal(), done));
    }

    /** Returns the rows that are copied since it was made. */
    synchronized long copiedHere() {
        return copiedHere;
    }

    /** Returns the state with all ranges before the first that has not ended. */
    synchronized ColumnState state() {
        return state;
    }
}
