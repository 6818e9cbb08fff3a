package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.RowRange;

/** Cuts the old table into ranges of about the same number of rows. */
interface RowRanges {

    /** Returns the range that a lane migrates next. */
    RowRange after(Watermark lane) throws SQLException;

    /** Divides the table among at most so many lanes. */
    default List<Watermark> lanes(int most, long rows) throws SQLException {
        return List.of(Watermark.ALL);
    }

    /** Returns ranges of physical blocks if the database can select by them, otherwise of the key. */
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
