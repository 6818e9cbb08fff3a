package org.jettyferry.store.carry;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.database.BulkPipe;
import org.jettyferry.database.Sql;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.RowRange;

/** A way to carry the rows of one stretch. For one thread. */
@FunctionalInterface
interface Chunks {

    /**
     * Carries them within the transaction of whoever calls.
     *
     * @param some whether rows were quarantined before, and are to be left out
     * @return what came of these rows
     */
    Run.Tally carry(RowRange range, Run run, boolean some) throws SQLException;

    /** The way of the plan. */
    static Chunks of(Work work, Connection reader) {
        return work.plan().rewrites() ? new Rewritten(work, reader) : new Copied(work);
    }

    /** Inside the server. */
    record Copied(Work work) implements Chunks {
        @Override
        public Run.Tally carry(RowRange range, Run run, boolean some) throws SQLException {
            long rows = Sql.update(work.connection(), work.statements().copy(range, run.cutoff(), some));
            return new Run.Tally(rows, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /** Through the codec. */
    final class Rewritten implements Chunks {
        private final Work work;
        private final BulkPipe pipe;
        private final BlobRewriter rewriter;

        Rewritten(Work work, Connection reader) {
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
