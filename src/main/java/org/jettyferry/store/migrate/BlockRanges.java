package org.jettyferry.store.migrate;

import java.util.ArrayList;
import java.util.List;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.store.plan.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of physical blocks, for databases that can select rows by their place on disk. Rows are read in the order in
 * which they are stored, without an index. A watermark is the number of the first block that is not read yet.
 *
 * <p>A place is stable only while nobody updates or compacts the table. If somebody does, a row may be missed or read
 * twice: the first shows in the verification, the second as a duplicate key.
 *
 * @param blocks of the table now; the last lane ends there
 * @param step blocks of a range
 */
record BlockRanges(Dialect dialect, long blocks, long step) implements RowRanges {
    @Override
    public RowRange after(Watermark lane) {
        long from = lane.begin().map(Long::parseLong).orElse(0L);
        long end = lane.end().map(Long::parseLong).orElse(Math.max(blocks, 1));
        long to = Math.min(from + step, end);
        return new RowRange(dialect.inBlocks("s", from, to), Long.toString(to), to >= end);
    }

    @Override
    public List<Watermark> lanes(int most, long rows) {
        List<Watermark> lanes = new ArrayList<>();
        int count = (int) Math.max(1, Math.min(most, blocks));
        @Nullable String begin = null;
        for (int i = 1; i < count; i++) {
            String end = Long.toString(blocks * i / count);
            lanes.add(new Watermark(begin, end, false));
            begin = end;
        }
        lanes.add(new Watermark(begin, null, false));
        return lanes;
    }
}
