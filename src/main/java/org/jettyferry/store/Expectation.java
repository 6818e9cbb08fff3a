package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What the verification will expect of the new table. It follows from the old one alone, so it is worked out over a
 * connection of its own while the rows are carried.
 */
final class Expectation {
    private final Work work;
    private Optional<CompletableFuture<Sums>> early = Optional.empty();
    private long quarantinedThen;

    Expectation(Work work) {
        this.work = work;
    }

    /** Begins to work it out, as if no more rows were to be quarantined. */
    void begin(Run run) {
        quarantinedThen = run.tally().quarantined();
        early = Optional.of(CompletableFuture.supplyAsync(() -> apart(run), task -> {
            Thread thread = new Thread(task, "ferry-expectation");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /** The sums that the new table of this run must have. */
    Sums of(Run run) throws SQLException {
        if (!work.plan().keepsSessions()) {
            return Sums.NONE;
        }
        boolean holds = early.isPresent() && quarantinedThen == run.tally().quarantined();
        Sums sums = holds ? join(early.get()) : ask(work.connection(), run);
        return work.plan().rewrites() ? sums.withBlobs(run.tally().blobCheck()) : sums;
    }

    private Sums apart(Run run) {
        try (Connection connection = work.database().open()) {
            return ask(connection, run);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private Sums ask(Connection connection, Run run) throws SQLException {
        boolean some = run.tally().quarantined() > 0;
        return Sums.ask(connection, work.statements().expected(run.cutoff(), some));
    }

    private static Sums join(CompletableFuture<Sums> sums) throws SQLException {
        try {
            return sums.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
