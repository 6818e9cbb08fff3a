package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Transaction;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.StoreNames;

/**
 * What the steps of a run share.
 *
 * @param database to open further connections
 * @param connection that makes the changes; in auto-commit between the steps
 * @param journal of this store, on the same connection
 * @param plan of the run
 * @param statements of the plan
 * @param control options of this attempt
 * @param names of the store's tables and columns
 */
record RunContext(
        Database database,
        Connection connection,
        Journal journal,
        MigrationPlan plan,
        Statements statements,
        MigrationControl control,
        StoreNames names) {

    Dialect dialect() {
        return database.dialect();
    }

    /** Returns the catalog, read over the connection that makes the changes. */
    Catalog server() {
        return dialect().server(connection);
    }

    /** Returns the same context over another connection. */
    RunContext over(Connection other) {
        return new RunContext(database, other, journal.over(other), plan, statements, control, names);
    }

    /**
     * Runs work as one transaction. Any failure rolls back: otherwise the switch back to auto-commit would commit half
     * of the work.
     */
    Run transaction(Piece piece) throws SQLException {
        return Transaction.run(connection, piece::run);
    }

    /** Runs the work of a step in one transaction with its journal entry, if the database's DDL is transactional. */
    Run unit(Piece piece) throws SQLException {
        return dialect().transactionalDdl() ? transaction(piece) : piece.run();
    }

    /** Records that a step is done. The last statement decides: after a kill before it, the step is done again. */
    Run complete(Run run, Run next) throws SQLException {
        journal.ends(run, run.step());
        journal.save(next);
        return next;
    }

    /** Work that returns the new state of the run. */
    @FunctionalInterface
    interface Piece {
        Run run() throws SQLException;
    }
}
