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
 * Compares the old table with what was made of it, while writers are locked out just before the swap. A row that
 * changed after it was read would be lost with the swap.
 *
 * <p>It compares in two ways. The fingerprint (row count, sums of two time columns) finds any save of a session by
 * Jetty. The checksums also find other changes, such as an UPDATE by hand.
 */
final class SourceCheck {
    private Optional<Checksums> verified = Optional.empty();

    /** Keeps the checksums of the new table, which nothing changes after the verification. */
    void verified(Checksums actual) {
        verified = Optional.of(actual);
    }

    /**
     * @throws OperatorException if anything differs
     */
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

    /** Returns whether no session was added, removed or saved in the old table since the run began. */
    static boolean isUpToDate(RunContext context, Run run) throws SQLException {
        SessionTable sessions = context.plan().evidence().sessions();
        return run.isUpToDate(Fingerprint.of(context.connection(), context.dialect(), sessions, sessions.name()));
    }

    /** Returns the error for a store that a node has changed during the run. */
    static OperatorException nodeIsAlive() {
        return new OperatorException(
                Kind.NOT_VERIFIED,
                "sessions were saved while they were migrated: a node is alive",
                "Nothing was swapped, and Jetty's tables are as they were. Stop every node, then begin anew with"
                        + " --restart.");
    }
}
