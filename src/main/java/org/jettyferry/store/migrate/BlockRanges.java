package org.jettyferry.store.migrate;

import org.jettyferry.jdbc.Dialect;
import org.jettyferry.store.plan.RowRange;

/**
 * Ranges of physical blocks, for databases that can select rows by their place on disk. Rows are read in the order in
 * which they are stored, without an index.
 *
 * <p>A place is stable only while nobody updates or compacts the table. If somebody does, a row may be missed or read
 * twice: the first shows in the verification, the second as a duplicate key.
 */
record BlockRanges(Dialect dialect, long blocks, long step) implements RowRanges {
    @Override
    public RowRange after(Watermark lane) {
        long from = lane.begin().map(Long::parseLong).orElse(0L);
        long to = Math.min(from + step, Math.max(blocks, 1));
        boolean last = to >= blocks;
        return new RowRange(dialect.inBlocks("s", from, to), Long.toString(to), last);
    }
}
