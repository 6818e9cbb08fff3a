package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.WriteLock;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.detect.Guests;
import org.jettyferry.store.detect.NodeHeartbeats;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreErrors;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.transfer.LiveTransfer;
import org.jettyferry.store.transfer.TransferResult;
import org.jettyferry.store.verify.Checksums;

/**
 * Puts the new tables in the place of the old ones under running guests.
 *
 * <pre>{@code
 *   lock writers out     the guests' statements wait from here; no request fails
 *   look once more       a node that is no guest may have come since the last look
 *   follow               the last difference, which is small
 *   compare              count and every column but the blobs, of all rows
 *   rename               as SwapStep does; a guest's statement that has waited fails on the new table as a whole,
 *                        the guest looks at the tables anew, and executes it in the other form
 * }</pre>
 *
 * <p>The rows are followed over connections of their own. If the swap is taken back, or killed, they stay in step.
 */
final class LiveSwapStep implements TableSwap {
    private long millis;
    private Optional<TableRename> rename = Optional.empty();

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public boolean isRenamed() {
        return rename.map(TableRename::isCommitted).orElse(false);
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        requireGuestsOnly(context, context.control().heartbeats());
        TableRename renamed = TableRename.of(context);
        rename = Optional.of(renamed);
        List<String> statements = renamed.statements();
        try (LiveTransfer transfer = LiveTransfer.open(context.database(), context.plan(), context.names())) {
            long[] begin = {System.nanoTime()};
            Run done = context.unit(() -> {
                String last = "";
                Run counted;
                try (WriteLock lock = context.server()
                        .lockWrites( // not the new tables: the last rows are still to come there
                                context.database(), context.plan().names().sessions(), List.of())) {
                    begin[0] = System.nanoTime();
                    requireGuestsOnly(context, NodeHeartbeats.NONE); // it must not wait for a registry that is away
                    counted = context.plan().keepsSessions() ? follow(context, run, transfer) : run;
                    if (!context.dialect().transactionalDdl()) { // else nobody can come between lock and rename
                        last = fingerprint(context, context.plan().evidence().sessions());
                    }
                    SwapStep.recordBackups(context, counted);
                    context.journal().checkOwned(run);
                    renamed.run(lock, statements);
                }
                if (renamed.isCommitted()) {
                    requireUnchanged(renamed, context.plan().evidence().sessions(), last);
                }
                return context.complete(counted, counted.at(Run.Step.DONE));
            });
            millis = (System.nanoTime() - begin[0]) / 1_000_000;
            return done;
        }
    }

    private static void requireGuestsOnly(RunContext context, NodeHeartbeats heartbeats) throws SQLException {
        if (context.control().assumeStopped()) {
            return;
        }
        Optional<String> strangers = new Guests(
                        context.connection(), context.dialect(), context.plan().evidence())
                .seen(heartbeats);
        if (strangers.isPresent()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "nodes are alive that are no guests: " + strangers.get(),
                    "Nothing was swapped, and the guests go on. Replace such nodes by guests, or stop them, then run the"
                            + " same command again: it resumes at the swap. If you know better, add --assume-stopped.");
        }
    }

    private static Run follow(RunContext context, Run run, LiveTransfer transfer) throws SQLException {
        TransferResult result = transfer.follow(rows -> {});
        transfer.followIds();
        RefusedRows.quarantine(context, transfer);
        Run counted = LiveFillStep.counted(run, result);
        QuarantineCheck.check(context, counted);
        Checksums expected = Checksums.ask(
                        context.connection(), context.statements().expected(transfer.cutoff(), result.refusals() > 0))
                .withBlobs(0);
        Checksums actual = Checksums.ask(
                        context.connection(), context.statements().actualWithoutBlobs())
                .withBlobs(0);
        List<String> differences = actual.differences(expected);
        if (!differences.isEmpty()) {
            throw new OperatorException(
                    Kind.NOT_VERIFIED,
                    "the new table is not what it should be: " + String.join(", ", differences),
                    "It was not swapped in, and Jetty's tables are as they were; the guests go on. Begin anew with --restart.");
        }
        return counted;
    }

    /** Takes the swap back if a guest has saved a session between lock and rename. */
    private static void requireUnchanged(TableRename renamed, SessionTable sessions, String last) throws SQLException {
        if (!renamed.isUnchanged(sessions, last)) {
            renamed.takeBack();
            throw StoreErrors.stepFailed("a session was saved in the moment of the swap, which was taken back");
        }
    }

    private static String fingerprint(RunContext context, SessionTable sessions) throws SQLException {
        return Fingerprint.of(context.connection(), context.dialect(), sessions, sessions.name());
    }
}
