package org.jettyferry.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.TableParts;

/**
 * A checksum query over a table, part by part: each part on a connection of its own, all at the same time.
 *
 * <p>The parts are not read from one snapshot. So the sum is that of a state of the table only if nobody writes it
 * meanwhile: the table is new, or its writers are locked out by then. A new connection sees what was committed before
 * it.
 *
 * @param parts of the table
 * @param query returns the query of a part
 */
public record ChecksumQuery(TableParts parts, UnaryOperator<String> query) {

    /**
     * Returns the sum of all parts.
     *
     * @param database opens a connection for each further part
     * @param connection for the first part
     */
    public Checksums ask(Database database, Connection connection) throws SQLException {
        List<String> conditions = parts.conditions();
        List<CompletableFuture<Checksums>> others = new ArrayList<>();
        for (String part : conditions.subList(1, conditions.size())) {
            others.add(inThread(() -> apart(database, part)));
        }
        try {
            Checksums sum = Checksums.ask(connection, query.apply(conditions.get(0)));
            for (CompletableFuture<Checksums> other : others) {
                sum = sum.plus(join(other));
            }
            return sum;
        } finally {
            others.forEach(other -> other.exceptionally(e -> Checksums.NONE).join()); // no thread outlives this
        }
    }

    private Checksums apart(Database database, String part) throws SQLException {
        try (Connection connection = database.open()) {
            return Checksums.ask(connection, query.apply(part));
        }
    }

    /** Work that may fail. */
    @FunctionalInterface
    interface Work {
        Checksums run() throws SQLException;
    }

    /** Runs a query in a thread of its own. */
    static CompletableFuture<Checksums> inThread(Work work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.run();
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> {
                    Thread thread = new Thread(task, "ferry-checksums");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** Waits for such a query, and throws what it threw. */
    static Checksums join(CompletableFuture<Checksums> sums) throws SQLException {
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
