package org.jettyferry.store.carry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.plan.RowRange;

/** Cuts the old table into stretches of about the same number of rows. */
interface RowRanges {

    /** The stretch that a lane is to carry next. */
    RowRange after(Mark lane) throws SQLException;

    /** Shares the table out among so many lanes at most. */
    default List<Mark> lanes(int most, long rows) throws SQLException {
        return List.of(Mark.ALL);
    }

    /** By the blocks in which the rows lie, where the database can do that; else by the key. */
    static RowRanges of(Work work, Connection reader, int chunkRows) throws SQLException {
        CarryPlan plan = work.plan();
        OptionalLong blocks = work.dialect().server(reader).blocks(plan.names().sessions());
        return blocks.isPresent()
                ? new BlockRanges(
                        work.dialect(),
                        blocks.getAsLong(),
                        blocksOf(
                                chunkRows,
                                blocks.getAsLong(),
                                plan.evidence().survey().rows()))
                : new KeyRanges(work, reader, chunkRows);
    }

    private static long blocksOf(int chunkRows, long blocks, long rows) {
        return Math.max(1, blocks * chunkRows / Math.max(1, rows));
    }
}
