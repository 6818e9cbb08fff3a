package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jettyferry.database.BulkPipe;
import org.jettyferry.database.Sql;

/** Brings the rows over, a chunk and its watermark in one transaction. */
record FillStep(Expectation expectation) implements Step {

    @Override
    public Run run(Work work, Run run) throws SQLException {
        if (!work.plan().keepsSessions()) {
            return work.ended(run, run.at(run.step().next()));
        }
        expectation.begin(run);
        try (Connection reader = work.database().open()) {
            Chunks chunks = work.plan().rewrites() ? new RewrittenChunks(work, reader) : new CopiedChunks(work);
            return fill(work, run, reader, chunks);
        }
    }

    private static Run fill(Work work, Run start, Connection reader, Chunks chunks) throws SQLException {
        Throttle throttle = new Throttle(work.control());
        int chunkRows = work.control().pace().chunkRows(work.plan().evidence().survey());
        RowRanges ranges = RowRanges.of(work, reader, chunkRows);
        boolean some = start.tally().quarantined() > 0;
        Run run = start;
        while (run.step() == Run.Step.FILL) {
            throttle.waitForLeave(run.tally().rows() - start.tally().rows());
            RowRange range = ranges.after(run.watermark());
            Run before = run;
            run = work.transaction(() -> {
                Run.Tally tally = before.tally().plus(chunks.carry(range, before, some));
                if (range.last()) {
                    return work.ended(before, before.with(before.step().next(), Optional.empty(), left(before, tally)));
                }
                Run after = before.with(before.step(), Optional.of(range.watermark()), tally);
                work.journal().save(after);
                return after;
            });
            work.control().listener().progress(run.tally().rows(), work.plan().rowsToCarry());
        }
        return run;
    }

    /** What was neither carried nor quarantined had expired. */
    private static Run.Tally left(Run run, Run.Tally tally) {
        long expired = run.sourceRows() - tally.rows() - tally.quarantined();
        return tally.plus(new Run.Tally(0, expired, 0, 0, 0, 0, 0));
    }

    /** A way to carry the rows of one stretch. */
    private interface Chunks {
        Run.Tally carry(RowRange range, Run run, boolean some) throws SQLException;
    }

    /** Inside the server. */
    private record CopiedChunks(Work work) implements Chunks {
        @Override
        public Run.Tally carry(RowRange range, Run run, boolean some) throws SQLException {
            long rows = Sql.update(work.connection(), work.statements().copy(range, run.cutoff(), some));
            return new Run.Tally(rows, 0, 0, 0, 0, 0, 0);
        }
    }

    /** Through the codec. */
    private static final class RewrittenChunks implements Chunks {
        private final Work work;
        private final BulkPipe pipe;
        private final BlobRewriter rewriter;

        RewrittenChunks(Work work, Connection reader) {
            this.work = work;
            this.pipe = work.dialect().pipe(reader, work.connection());
            this.rewriter = new BlobRewriter(work);
        }

        @Override
        public Run.Tally carry(RowRange range, Run run, boolean some) throws SQLException {
            rewriter.begin();
            int keys = work.statements().sourceKey().size() + 1;
            long rows = pipe.run(
                    new BulkPipe.Transfer(
                            work.statements().read(range, run.cutoff(), some),
                            keys,
                            work.plan().target().sessions(),
                            work.statements().targetColumns()),
                    rewriter);
            return rewriter.end(run, rows);
        }
    }
}
