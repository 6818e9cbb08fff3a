package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.transfer.LiveTransfer;

/**
 * Compares the blobs of the new table with those that the codec has made, before the swap: no guest's statement waits for
 * that. Each blob was compared with what the codec had written when it was written. The other columns are compared with the
 * old table by {@link LiveSwapStep}, when nothing moves.
 */
final class LiveVerifyStep implements Step {
    @Override
    public String words(MigrationPlan plan) {
        return "verify every row";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        try (LiveTransfer transfer = LiveTransfer.open(context.database(), context.plan(), context.names())) {
            List<String> differences = context.plan().keepsSessions() ? transfer.differences() : List.of();
            if (!differences.isEmpty()) {
                throw new OperatorException(
                        Kind.NOT_VERIFIED,
                        "the new table is not what it should be: " + String.join(", ", differences),
                        "It was not swapped in, and Jetty's tables are as they were; the guests go on. Look for a trigger on"
                                + " the session table, then begin anew with --restart.");
            }
            return context.complete(run, run.at(run.step().next()));
        }
    }
}
