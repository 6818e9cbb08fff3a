package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.RowRange;

/** Cuts the old table into stretches of about the same number of rows. */
interface RowRanges {

    /** The stretch that a lane is to migrate next. */
    RowRange after(Watermark lane) throws SQLException;

    /** Shares the table out among so many lanes at most. */
    default List<Watermark> lanes(int most, long rows) throws SQLException {
        return List.of(Watermark.ALL);
    }

    /** By the blocks in which the rows lie, where the database can do that; else by the key. */
    static RowRanges of(RunContext context, Connection reader, int chunkRows) throws SQLException {
        MigrationPlan plan = context.plan();
        OptionalLong blocks =
                context.dialect().server(reader).blocks(plan.names().sessions());
        return blocks.isPresent()
                ? new BlockRanges(
                        context.dialect(),
                        blocks.getAsLong(),
                        blocksOf(
                                chunkRows,
                                blocks.getAsLong(),
                                plan.evidence().survey().rows()))
                : new KeyRanges(context, reader, chunkRows);
    }

    private static long blocksOf(int chunkRows, long blocks, long rows) {
        return Math.max(1, blocks * chunkRows / Math.max(1, rows));
    }
}
