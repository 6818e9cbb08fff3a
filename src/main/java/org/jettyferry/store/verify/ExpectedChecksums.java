package org.jettyferry.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Statements;

/**
 * Computes the checksums that the new table must have, from the old table.
 *
 * <p>They depend on the old table alone, so the query runs over a connection of its own while the rows are copied,
 * instead of after them. If more rows are quarantined meanwhile, its result is void and the query runs again: the
 * quarantined rows must be left out.
 *
 * <p>Hazard: the early query counts on an old table that does not change. The swap checks that.
 */
public final class ExpectedChecksums {
    private final Database database;
    private final MigrationPlan plan;
    private final Statements statements;
    private Optional<CompletableFuture<Checksums>> early = Optional.empty();
    private long quarantinedThen;

    /**
     * Creates the computation; reads nothing yet.
     *
     * @param database to open the further connection
     * @param plan of the run
     * @param statements of the plan
     */
    public ExpectedChecksums(Database database, MigrationPlan plan, Statements statements) {
        this.database = database;
        this.plan = plan;
        this.statements = statements;
    }

    /** Starts the query in a thread of its own, on the assumption that no more rows will be quarantined. */
    public void begin(Run run) {
        quarantinedThen = run.tally().quarantined();
        early = Optional.of(ChecksumQuery.inThread(() -> computeEarly(run)));
    }

    /**
     * Returns the checksums that the new table of this run must have.
     *
     * @param connection for the query if it was not started early, or if more rows were quarantined since
     */
    public Checksums of(Connection connection, Run run) throws SQLException {
        if (!plan.keepsSessions()) {
            return Checksums.NONE;
        }
        Optional<Checksums> then = early.isPresent() ? Optional.of(ChecksumQuery.join(early.get())) : Optional.empty();
        Checksums sums =
                then.isPresent() && quarantinedThen == run.tally().quarantined() ? then.get() : ask(connection, run);
        return plan.rewrites() ? sums.withBlobs(run.tally().blobCheck()) : sums;
    }

    private Checksums computeEarly(Run run) throws SQLException {
        try (Connection connection = database.open()) {
            return ask(connection, run);
        }
    }

    private Checksums ask(Connection connection, Run run) throws SQLException {
        boolean some = run.tally().quarantined() > 0;
        return Checksums.ask(connection, statements.expected(run.cutoff(), some));
    }
}
