package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.TableParts;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.PlanParts;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.verify.ChecksumQuery;
import org.jettyferry.store.verify.Checksums;

/**
 * Compares the old table with what was made of it, while writers are locked out just before the swap. A row that
 * changed after it was read would be lost with the swap.
 *
 * <p>It compares in two ways. The fingerprint (row count, sums of two time columns) finds any save of a session by
 * Jetty. The checksums also find other changes, such as an UPDATE by hand; where {@link SourceVersions} tell that no row
 * was written, they need not read the blobs again.
 */
final class SourceCheck {
    private final SourceVersions versions = new SourceVersions();
    private Optional<Checksums> verified = Optional.empty();

    /** Notes what the old table is before its first row is copied. */
    void begin(RunContext context, Run run) throws SQLException {
        versions.note(context, run);
    }

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
        List<String> differences = differences(context, run);
        if (!differences.isEmpty()) {
            throw new OperatorException(
                    Kind.NOT_VERIFIED,
                    "the old table was changed while it was migrated: " + String.join(", ", differences),
                    "Nothing was swapped, and Jetty's tables are as they were, with that change. Let nothing write to"
                            + " them, then begin anew with --restart.");
        }
    }

    private List<String> differences(RunContext context, Run run) throws SQLException {
        boolean some = run.tally().quarantined() > 0;
        Checksums expected = expected(context, run);
        if (versions.areSame(context)) {
            String query = context.statements().atSwapWithoutBlobs(run.cutoff(), some);
            return Checksums.ask(context.connection(), query).differences(expected.withBlobs(0));
        }
        Statements statements = context.statements();
        TableParts parts =
                PlanParts.ofSource(context.plan(), context.connection(), context.dialect(), run.sourceRows());
        return new ChecksumQuery(parts, part -> statements.atSwap(part, run.cutoff(), some))
                .ask(context.database(), context.connection())
                .differences(expected);
    }

    private Checksums expected(RunContext context, Run run) throws SQLException {
        Checksums actual = verified.isPresent() ? verified.get() : actual(context, run);
        return context.plan().rewrites() ? actual.withBlobs(run.tally().readCheck()) : actual;
    }

    /** Computes the checksums of the new table. */
    static Checksums actual(RunContext context, Run run) throws SQLException {
        Statements statements = context.statements();
        TableParts parts = PlanParts.ofTarget(
                context.plan(),
                context.connection(),
                context.dialect(),
                run.tally().rows());
        return new ChecksumQuery(parts, statements::actual).ask(context.database(), context.connection());
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
