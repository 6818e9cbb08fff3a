package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.RowRange;

/** Migrates the rows of one chunk: inside the server, or through the codec. For one thread. */
@FunctionalInterface
interface ChunkCopier {

    /**
     * Migrates the rows within the caller's transaction.
     *
     * @param some whether rows were quarantined before, which are left out
     * @return the counts of these rows
     */
    Run.Tally migrate(RowRange range, Run run, boolean some) throws SQLException;

    /** Returns the copier that the plan asks for. */
    static ChunkCopier of(RunContext work, Connection reader) {
        return work.plan().rewrites() ? new Rewritten(work, reader) : new Copied(work);
    }

    /** Copies rows inside the server with one {@code INSERT ... SELECT}; no row leaves it. */
    record Copied(RunContext work) implements ChunkCopier {
        @Override
        public Run.Tally migrate(RowRange range, Run run, boolean some) throws SQLException {
            long rows = Sql.update(work.connection(), work.statements().copy(range, run.cutoff(), some));
            return new Run.Tally(rows, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /** Reads rows, rewrites their blobs and writes them with the bulk copy of the database. */
    final class Rewritten implements ChunkCopier {
        private final RunContext work;
        private final BulkCopy pipe;
        private final BlobRewriter rewriter;

        Rewritten(RunContext work, Connection reader) {
            this.work = work;
            this.pipe = work.dialect().bulkCopies().open(reader, work.connection());
            this.rewriter = new BlobRewriter(work);
        }

        @Override
        public Run.Tally migrate(RowRange range, Run run, boolean some) throws SQLException {
            rewriter.begin();
            int keys = work.statements().sourceKey().size() + 1;
            long rows = pipe.run(
                    new BulkCopy.Transfer(
                            work.statements().read(range, run.cutoff(), some),
                            keys,
                            work.plan().target().sessions(),
                            work.statements().targetColumns()),
                    rewriter);
            return rewriter.end(run, rows);
        }
    }
}
