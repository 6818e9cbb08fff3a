package org.jettyferry.store.migrate;

import org.jettyferry.jdbc.Dialect;
import org.jettyferry.store.plan.RowRange;

/**
 * Stretches of blocks. They hold for as long as nobody writes to the table or packs it anew; what then would be missed
 * or met twice, the verification finds.
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
