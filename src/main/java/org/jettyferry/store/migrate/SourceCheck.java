package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.verify.Checksums;

/**
 * Compares the old table, once no writer can get at it any more, with what was made of it: whatever was changed since a
 * row was read would be lost with the swap.
 */
final class SourceCheck {
    private Optional<Checksums> verified = Optional.empty();

    /** What the verification has just seen in the new table; nobody else knows that table. */
    void verified(Checksums actual) {
        verified = Optional.of(actual);
    }

    /** @throws OperatorException if anything differs */
    void check(RunContext context, Run run) throws SQLException {
        if (!context.plan().keepsSessions()) {
            return;
        }
        if (!isUpToDate(context, run)) {
            throw nodeIsAlive();
        }
        boolean some = run.tally().quarantined() > 0;
        Checksums source =
                Checksums.ask(context.connection(), context.statements().atSwap(run.cutoff(), some));
        List<String> differences = source.differences(expected(context, run));
        if (!differences.isEmpty()) {
            throw new OperatorException(
                    Kind.NOT_VERIFIED,
                    "the old table was changed while it was migrated: " + String.join(", ", differences),
                    "Nothing was swapped, and Jetty's tables are as they were, with that change. Let nothing write to"
                            + " them, then begin anew with --restart.");
        }
    }

    private Checksums expected(RunContext context, Run run) throws SQLException {
        Checksums actual = verified.isPresent()
                ? verified.get()
                : Checksums.ask(context.connection(), context.statements().actual());
        return context.plan().rewrites() ? actual.withBlobs(run.tally().readCheck()) : actual;
    }

    /** Whether no session was added, removed or saved in the old table, still in its place, since the run began. */
    static boolean isUpToDate(RunContext context, Run run) throws SQLException {
        SessionTable sessions = context.plan().evidence().sessions();
        return run.isUpToDate(Fingerprint.of(context.connection(), context.dialect(), sessions, sessions.name()));
    }

    /** What is thrown wherever that is found out. */
    static OperatorException nodeIsAlive() {
        return new OperatorException(
                Kind.NOT_VERIFIED,
                "sessions were saved while they were migrated: a node is alive",
                "Nothing was swapped, and Jetty's tables are as they were. Stop every node, then begin anew with"
                        + " --restart.");
    }
}
