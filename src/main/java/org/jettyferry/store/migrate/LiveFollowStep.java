package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.transfer.LiveTransfer;
import org.jettyferry.store.transfer.TransferResult;

/**
 * Brings over what guests have saved since the copy, again and again, until a pass finds little: what it finds is what the
 * swap will have to bring over while the guests' statements wait.
 */
final class LiveFollowStep implements Step {
    private static final int LITTLE = 50;

    /** On a very busy site each pass finds much; then more of them do not help. */
    private static final int PASSES = 8;

    @Override
    public String words(MigrationPlan plan) {
        return "follow what the guests save";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        if (!context.plan().keepsSessions()) {
            return context.complete(run, run.at(run.step().next()));
        }
        try (LiveTransfer transfer = LiveTransfer.open(context.database(), context.plan(), context.names())) {
            TransferResult result = transfer.follow(rows -> {});
            for (int passes = 1; result.changed() + result.removed() > LITTLE && passes < PASSES; passes++) {
                result = transfer.follow(rows -> {});
            }
            transfer.followIds();
            RefusedRows.quarantine(context, transfer);
            return context.complete(
                    run, LiveFillStep.counted(run, result).at(run.step().next()));
        }
    }
}
