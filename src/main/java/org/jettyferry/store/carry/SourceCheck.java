package org.jettyferry.store.carry;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.verify.Sums;

/**
 * Compares the old table, once no writer can get at it any more, with what was made of it: whatever was changed since a
 * row was read would be lost with the swap.
 */
final class SourceCheck {
    private Optional<Sums> verified = Optional.empty();

    /** What the verification has just seen in the new table; nobody else knows that table. */
    void verified(Sums actual) {
        verified = Optional.of(actual);
    }

    /** @throws StoreException.VerificationFailed if anything differs */
    void check(Work work, Run run) throws SQLException {
        if (!work.plan().keepsSessions()) {
            return;
        }
        if (!isUpToDate(work, run)) {
            throw nodeIsAlive();
        }
        boolean some = run.tally().quarantined() > 0;
        Sums source = Sums.ask(work.connection(), work.statements().atSwap(run.cutoff(), some));
        List<String> differences = source.differences(expected(work, run));
        if (!differences.isEmpty()) {
            throw new StoreException.VerificationFailed(
                    "the old table was changed while it was migrated: " + String.join(", ", differences),
                    "Nothing was swapped, and Jetty's tables are as they were, with that change. Let nothing write to"
                            + " them, then begin anew with --restart.");
        }
    }

    private Sums expected(Work work, Run run) throws SQLException {
        Sums actual = verified.isPresent()
                ? verified.get()
                : Sums.ask(work.connection(), work.statements().actual());
        return work.plan().rewrites() ? actual.withBlobs(run.tally().readCheck()) : actual;
    }

    /** Whether no session was added, removed or saved in the old table, still in its place, since the run began. */
    static boolean isUpToDate(Work work, Run run) throws SQLException {
        SessionTable sessions = work.plan().evidence().sessions();
        return run.isUpToDate(Fingerprint.of(work.connection(), work.dialect(), sessions, sessions.name()));
    }

    /** What is thrown wherever that is found out. */
    static StoreException.VerificationFailed nodeIsAlive() {
        return new StoreException.VerificationFailed(
                "sessions were saved while they were carried: a node is alive",
                "Nothing was swapped, and Jetty's tables are as they were. Stop every node, then begin anew with"
                        + " --restart.");
    }
}
