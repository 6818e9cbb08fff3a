package org.jettyferry.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Statements;

/**
 * What the verification will expect of the new table. It follows from the old one alone, so it is worked out over a
 * connection of its own while the rows are migrated.
 */
public final class ExpectedChecksums {
    private final Database database;
    private final MigrationPlan plan;
    private final Statements statements;
    private Optional<CompletableFuture<Checksums>> early = Optional.empty();
    private long quarantinedThen;

    /**
     * Works out nothing yet.
     *
     * @param database opens the connection of its own
     * @param plan of the run
     * @param statements of the plan
     */
    public ExpectedChecksums(Database database, MigrationPlan plan, Statements statements) {
        this.database = database;
        this.plan = plan;
        this.statements = statements;
    }

    /** Begins to work it out in a thread of its own, as if no more rows were to be quarantined. */
    public void begin(Run run) {
        quarantinedThen = run.tally().quarantined();
        early = Optional.of(CompletableFuture.supplyAsync(() -> apart(run), task -> {
            Thread thread = new Thread(task, "ferry-expectation");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /**
     * The sums that the new table of this run must have.
     *
     * @param connection asked where nothing was begun, or more rows were quarantined since
     */
    public Checksums of(Connection connection, Run run) throws SQLException {
        if (!plan.keepsSessions()) {
            return Checksums.NONE;
        }
        Optional<Checksums> then = early.isPresent() ? Optional.of(join(early.get())) : Optional.empty();
        Checksums sums =
                then.isPresent() && quarantinedThen == run.tally().quarantined() ? then.get() : ask(connection, run);
        return plan.rewrites() ? sums.withBlobs(run.tally().blobCheck()) : sums;
    }

    private Checksums apart(Run run) {
        try (Connection connection = database.open()) {
            return ask(connection, run);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private Checksums ask(Connection connection, Run run) throws SQLException {
        boolean some = run.tally().quarantined() > 0;
        return Checksums.ask(connection, statements.expected(run.cutoff(), some));
    }

    private static Checksums join(CompletableFuture<Checksums> sums) throws SQLException {
        try {
            return sums.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }
}
