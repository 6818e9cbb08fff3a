package org.jettyferry.update.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.ColumnUse;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;

/**
 * Changes a column of a table in the schema in which the connections of a database begin. Each method may be killed at any
 * instant and called again. Safe for use by several threads.
 */
public final class ColumnUpdate {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Database database;
    private final Dialect dialect;
    private final Duration wait;
    private final Duration patience;

    /**
     * Makes it without connecting to the database.
     *
     * @param wait how long to wait for another run on the same table
     */
    public ColumnUpdate(Database database, Duration wait) {
        this(database, wait, PATIENCE);
    }

    /** @param patience how long to try to get a lock on the table */
    ColumnUpdate(Database database, Duration wait, Duration patience) {
        this.database = database;
        this.dialect = database.dialect();
        this.wait = wait;
        this.patience = patience;
    }

    /**
     * Adds the new column, keeps it in step with the old one, copies all rows and compares them.
     *
     * @param acceptUses whether an index or a view may use the old column until the contraction
     * @return the state after it
     * @throws OperatorException if the change can't begin, rows do not agree in the end, or another run is at work
     */
    public ColumnStatus expand(ColumnChange change, boolean acceptUses, CopyLimit limit, ColumnListener listener) {
        return locked("expand the column", change, listener, run -> run.expand(change, acceptUses, limit));
    }

    /**
     * Drops the triggers and the old column.
     *
     * @param release the release that is in use now
     * @param acceptSame whether it may be the one in which the column was expanded
     * @param nodes the living nodes that need the old column
     * @return the state after it
     * @throws OperatorException if the old column is needed, or rows do not agree, or another run is at work
     */
    public ColumnStatus contract(
            ColumnChange change, String release, boolean acceptSame, ColumnUsers nodes, ColumnListener listener) {
        return locked("contract the column", change, listener, run -> run.contract(change, release, acceptSame, nodes));
    }

    /**
     * Drops the triggers and the new column, with what only that holds.
     *
     * @return the state after it
     * @throws OperatorException if the contraction has begun, or another run is at work
     */
    public ColumnStatus abort(ColumnChange change, ColumnListener listener) {
        return locked("abort the change of the column", change, listener, ColumnRun::abort);
    }

    /** Returns how far the change is. Takes no lock and changes nothing. Reads all rows that are copied. */
    public ColumnStatus status(ColumnChange change) {
        try (Connection connection = database.open()) {
            return status(ColumnTarget.of(connection, dialect, change), true);
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "look at the columns", e);
        }
    }

    /** Returns whether the table of a change exists. */
    public boolean hasTable(ColumnChange change) {
        try (Connection connection = database.open()) {
            return ColumnTarget.find(connection, dialect, change).isPresent();
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "look for the table", e);
        }
    }

    /**
     * Returns how far an expansion is that the table still needs; empty if it has ended, even long ago. Takes no lock, reads no
     * rows of the table, and changes nothing. A table that does not exist yet still needs it.
     */
    public Optional<ExpansionProgress> missingExpansion(Connection connection, ColumnChange change)
            throws SQLException {
        Optional<ColumnTarget> target = ColumnTarget.find(connection, dialect, change);
        return target.isEmpty() ? Optional.of(ExpansionProgress.NOT_BEGUN) : missingExpansion(target.get(), change);
    }

    private Optional<ExpansionProgress> missingExpansion(ColumnTarget target, ColumnChange change) throws SQLException {
        if (target.hasNew() && !target.hasOld()) {
            return Optional.empty(); // contracted, maybe where nothing is recorded: in a copy of the schema
        }
        Optional<ColumnState> state = run(target, ColumnListener.SILENT).recorded();
        boolean ended = state.isPresent()
                && state.get().phase().compareTo(Phase.EXPANDED) >= 0
                && state.get().phase() != Phase.ABORTING
                && state.get().definition().equals(ColumnTarget.definition(dialect, change));
        return ended
                ? Optional.empty()
                : Optional.of(
                        state.map(begun -> new ExpansionProgress(begun.phase(), begun.rowsDone(), begun.rowsTotal()))
                                .orElse(ExpansionProgress.NOT_BEGUN));
    }

    /**
     * Returns the statements of an expansion, that of the first rows for all of them. Changes nothing.
     *
     * @throws OperatorException if it would be refused
     */
    public List<String> expandPlan(ColumnChange change, boolean acceptUses, CopyLimit limit) {
        return planned(change, run -> run.expandPlan(change, acceptUses, limit));
    }

    /**
     * Returns the statements of a contraction. Changes nothing.
     *
     * @throws OperatorException if it would be refused
     */
    public List<String> contractPlan(ColumnChange change, String release, boolean acceptSame, ColumnUsers nodes) {
        return planned(change, run -> run.contractPlan(change, release, acceptSame, nodes));
    }

    /**
     * Returns the statements of an abort; none if there is nothing to abort. Changes nothing.
     *
     * @throws OperatorException if it would be refused
     */
    public List<String> abortPlan(ColumnChange change) {
        return planned(change, ColumnRun::abortPlan);
    }

    /** What is done with a table. */
    @FunctionalInterface
    private interface Step<T> {
        T of(ColumnRun run) throws SQLException;
    }

    private List<String> planned(ColumnChange change, Step<List<String>> step) {
        try (Connection connection = database.open()) {
            return step.of(run(connection, change, ColumnListener.SILENT));
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, "make the SQL of the change", e);
        }
    }

    private ColumnStatus locked(String attempt, ColumnChange change, ColumnListener listener, Step<ColumnTarget> step) {
        try (Connection connection = database.open()) {
            database.refuseSharedSessions(connection);
            ColumnLock lock = new ColumnLock(
                    dialect.server(connection),
                    ColumnTarget.of(connection, dialect, change).table().name());
            lock.take(wait);
            try {
                return status(step.of(run(connection, change, listener)), false); // it has compared already
            } finally {
                free(lock, connection);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(dialect, attempt, e);
        }
    }

    private static void free(ColumnLock lock, Connection connection) {
        try {
            if (!connection.isClosed()) {
                lock.free();
            }
        } catch (SQLException e) {
            // The connection is gone, and the lock with it.
        }
    }

    private ColumnRun run(Connection connection, ColumnChange change, ColumnListener listener) throws SQLException {
        return run(ColumnTarget.of(connection, dialect, change), listener);
    }

    private ColumnRun run(ColumnTarget target, ColumnListener listener) throws SQLException {
        return new ColumnRun(
                target,
                new Lanes(database),
                new ShortLocks(target.connection(), dialect, patience, listener),
                listener);
    }

    private ColumnStatus status(ColumnTarget target, boolean compare) throws SQLException {
        ColumnJournal journal = ColumnJournal.of(target);
        Optional<ColumnState> state = journal.find(target.pair());
        boolean both = compare && target.hasOld() && target.hasNew();
        Drift drift = both && state.isPresent() ? drift(target, state.get()) : Drift.NONE;
        List<String> uses = new ArrayList<>();
        if (target.hasOld()) {
            target
                    .server()
                    .columnUses(target.pair().table(), target.pair().oldColumn().name())
                    .stream()
                    .map(ColumnUse::toString)
                    .forEach(uses::add);
        }
        return new ColumnStatus(
                target.pair().table().toString(),
                target.pair().oldColumn().name(),
                target.pair().newColumn().name(),
                state.map(ColumnState::phase).orElse(Phase.NONE),
                state.map(ColumnState::release),
                state.map(ColumnState::rowsDone).orElse(0L),
                state.map(ColumnState::rowsTotal).orElse(0L),
                drift,
                journal.conflicts(target.pair()),
                uses);
    }

    private Drift drift(ColumnTarget target, ColumnState state) throws SQLException {
        DriftSearch search = new DriftSearch(target, new Lanes(database), state.rowsTotal());
        return switch (state.phase()) {
            case COPYING -> search.inCopied(state);
            case CHECKING, EXPANDED -> search.inAll();
            default -> Drift.NONE; // only one of the columns counts
        };
    }
}
