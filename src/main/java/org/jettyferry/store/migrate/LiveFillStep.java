package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.transfer.LiveTransfer;
import org.jettyferry.store.transfer.TransferResult;

/** Copies all rows while guests work. A killed copy goes on where it was: what is there already is not read again. */
final class LiveFillStep implements Step {
    @Override
    public String words(MigrationPlan plan) {
        return FillStep.filling(plan) + " while guests work";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        if (!context.plan().keepsSessions()) {
            return context.complete(run, run.at(run.step().next()));
        }
        try (LiveTransfer transfer = LiveTransfer.open(context.database(), context.plan(), context.names())) {
            TransferResult result = transfer.follow(progress(context));
            RefusedRows.quarantine(context, transfer);
            return context.complete(run, counted(run, result).at(run.step().next()));
        }
    }

    /** Returns the run with the counts of a pass. */
    static Run counted(Run run, TransferResult result) {
        Run.Tally tally = new Run.Tally(result.sessions(), 0, 0, result.refusals(), 0, 0, 0, 0);
        return run.with(run.step(), Optional.empty(), tally);
    }

    /** Shows how many rows were read and rewritten, of those that there were at the beginning. */
    private static LongConsumer progress(RunContext context) {
        long[] done = {0};
        return rows -> {
            done[0] += rows;
            context.control()
                    .listener()
                    .progress(done[0], Math.max(done[0], context.plan().rowsToMigrate()));
        };
    }
}
