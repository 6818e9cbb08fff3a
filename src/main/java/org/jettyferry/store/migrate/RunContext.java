package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Statements;

/**
 * What the steps of a run share.
 *
 * @param database opens further connections
 * @param connection the one that changes things; in auto-commit between the steps
 * @param journal of this store, on the same connection
 * @param plan what is to be done
 * @param statements of the plan
 * @param control what the operator may set anew at each attempt
 */
record RunContext(
        Database database,
        Connection connection,
        Journal journal,
        MigrationPlan plan,
        Statements statements,
        MigrationControl control) {

    Dialect dialect() {
        return database.dialect();
    }

    /** The server, asked over the connection that changes things. */
    Catalog server() {
        return dialect().server(connection);
    }

    /** The same work over another connection. */
    RunContext over(Connection other) {
        return new RunContext(database, other, journal.over(other), plan, statements, control);
    }

    /**
     * Runs a piece of work as one transaction. Whatever ends it half-way: what follows in auto-commit would commit it.
     */
    Run transaction(Piece piece) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Run run = piece.run();
            connection.commit();
            return run;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(e);
            throw e;
        } finally {
            restoreAutoCommit();
        }
    }

    /** Runs the work of a step so that it comes true together with the journal's word of it, where the database can. */
    Run unit(Piece piece) throws SQLException {
        return dialect().transactionalDdl() ? transaction(piece) : piece.run();
    }

    /** Records that a step is done. Only the last statement says so: cut off before it, the step is done once more. */
    Run complete(Run run, Run next) throws SQLException {
        journal.ends(run, run.step());
        journal.save(next);
        return next;
    }

    private void rollback(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and the transaction with it
        }
    }

    private void restoreAutoCommit() {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // The connection is gone; whoever uses it next is told by the server.
        }
    }

    /** A piece of work that ends in a new state of the run. */
    @FunctionalInterface
    interface Piece {
        Run run() throws SQLException;
    }
}
