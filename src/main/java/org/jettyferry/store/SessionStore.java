package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.StoreLock;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreErrors;
import org.jettyferry.store.migrate.Migration;
import org.jettyferry.store.migrate.MigrationControl;
import org.jettyferry.store.migrate.MigrationResult;
import org.jettyferry.store.migrate.Preflight;
import org.jettyferry.store.plan.ManualProcedure;
import org.jettyferry.store.plan.ManualProcedures;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.PlanScript;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.recover.Repair;
import org.jettyferry.store.recover.Restore;
import org.jettyferry.store.recover.Retry;
import org.jettyferry.store.recover.RetryOptions;
import org.jettyferry.store.recover.RetryResult;
import org.jettyferry.store.recover.SwapControl;
import org.jettyferry.store.table.StoreNames;
import org.jettyferry.store.verify.Comparison;
import org.jettyferry.store.verify.StoreVerifier;
import org.jettyferry.store.verify.VerifyReport;

/**
 * A session store of a site: Jetty's tables in one schema of one database. Each method opens the connections that it
 * needs and closes them. Safe for several threads.
 */
public final class SessionStore {
    private final Database database;
    private final StoreNames names;

    /**
     * Names a store; asks the database nothing yet.
     *
     * @param database where it is
     * @param names what its tables and columns are called
     */
    public SessionStore(Database database, StoreNames names) {
        this.database = database;
        this.names = names;
    }

    /**
     * Finds out what the store is. Changes nothing.
     *
     * @throws DatabaseException if the database says no
     */
    public Detection detect() {
        return asking(
                "look at the session tables", connection -> detector(connection).detect());
    }

    /**
     * Works out everything that a run would do. Changes nothing.
     *
     * @throws OperatorException if it can't be done from here
     * @throws DatabaseException if the database says no
     */
    public MigrationPlan plan(MigrationOptions options) {
        return asking(
                "plan",
                connection -> new Planner(connection, dialect(), names)
                        .plan(options, detector(connection).detect(), Run.newId()));
    }

    /**
     * What a run would find done already; empty if it would have something to do, or be refused. Changes nothing.
     *
     * @throws DatabaseException if the database says no
     */
    public Optional<MigrationResult> already(MigrationOptions options) {
        return asking("plan", connection -> new Migration(database, connection, names).already(options));
    }

    /**
     * All that a run of this plan would be refused for as things are. Changes nothing.
     *
     * @param control how the run would be gone about
     */
    public List<OperatorException> refusals(MigrationPlan plan, MigrationControl control) {
        return asking(
                "check what a run needs", connection -> new Preflight(connection, dialect(), plan, control).refusals());
    }

    /** The statements of a plan, in their order, as a run would execute them. */
    public List<String> statements(MigrationPlan plan) {
        return asking(
                "write the statements down", connection -> new PlanScript(plan, connection, dialect()).statements());
    }

    /**
     * Migrates the store, or goes on with the run that was cut off.
     *
     * @return how it ended; empty if the operator said no
     * @throws OperatorException if it was refused, failed, or did not verify
     * @throws DatabaseException if the database says no before the first change
     */
    public Optional<MigrationResult> migrate(MigrationOptions options, MigrationControl control) {
        return locked(connection -> new Migration(database, connection, names).migrate(options, control));
    }

    /** What Ferry has set aside of this store. Changes nothing. */
    public List<Backup> backups() {
        return asking(
                "list the backups",
                connection -> backups(connection).of(detector(connection).originals()));
    }

    /** What Ferry has set aside of the other stores in this schema: no method here touches that. Changes nothing. */
    public List<Backup> backupsOfOthers() {
        return asking("list the backups", connection -> {
            Detector detector = detector(connection);
            List<Backup> others = new ArrayList<>(backups(connection).list(detector.schema()));
            others.removeAll(backups(connection).of(detector.originals()));
            return others;
        });
    }

    private Backups backups(Connection connection) throws SQLException {
        return new Backups(connection, dialect(), journal(connection));
    }

    /**
     * Reads every row and says what a node would stumble over. Changes nothing.
     *
     * @throws OperatorException if there is no session store, or it is mixed or foreign
     */
    public VerifyReport verify(MigrationListener listener) {
        return asking("read the sessions", connection -> {
            Detector detector = detector(connection);
            Evidence evidence = Planner.carriable(detector.detect());
            Comparison comparison = new Comparison(connection, dialect(), names, detector.schema());
            return new StoreVerifier(connection, dialect(), evidence, comparison).verify(listener);
        });
    }

    /**
     * Tries the quarantined rows of a run once more.
     *
     * @throws OperatorException if there is no such run
     */
    public RetryResult retry(RetryOptions options, MigrationListener listener) {
        return locked(connection -> new Retry(database, connection, names).retry(options, listener));
    }

    /**
     * Puts a backup back in its place, and what is there now aside.
     *
     * @param run whose backup
     * @return the backup; empty if the operator said no
     * @throws OperatorException if there is none, or nodes are alive
     */
    public Optional<Backup> restore(String run, SwapControl control) {
        return locked(connection -> new Restore(database, connection, names).restore(run, control));
    }

    /**
     * Sets the table aside that makes a store mixed.
     *
     * @return its new name; empty if the operator said no
     * @throws OperatorException if the store is not mixed, or nodes are alive
     */
    public Optional<TableName> repair(SwapControl control) {
        return locked(connection -> new Repair(database, connection, names).repair(control));
    }

    /** How many rows the ended runs of this store have in quarantine, by run. Changes nothing. */
    public Map<String, Long> quarantined() {
        return asking(
                "look into the quarantine",
                connection -> new Quarantine(connection, journal(connection))
                        .runs(detector(connection).store()));
    }

    /** Drops backups for good. */
    public void purge(List<Backup> backups) {
        purge(backups, List.of());
    }

    /**
     * Drops backups for good.
     *
     * @param quarantines the runs whose quarantined rows go too; of a run that has not ended they stay
     */
    public void purge(List<Backup> backups, List<String> quarantines) {
        locked(connection -> {
            try {
                new Quarantine(connection, journal(connection)).purge(quarantines);
                backups(connection).purge(backups);
                backups(connection).forgetDropped(detector(connection).schema());
                return backups;
            } catch (SQLException e) { // some may be dropped: this is no refusal
                String message =
                        DatabaseException.of(dialect(), "drop the backups", e).getMessage();
                throw StoreErrors.stepFailed(String.valueOf(message), e);
            }
        });
    }

    private Journal journal(Connection connection) throws SQLException {
        return new Journal(connection, dialect(), detector(connection).schema());
    }

    /**
     * The vendors' manual procedure for this store as it is. Changes nothing.
     *
     * @throws OperatorException if there is a table that is not Jetty's, or perhaps one of another name
     */
    public ManualProcedure guide(MigrationOptions.Direction direction) {
        return asking(
                "look at the session tables",
                connection -> ManualProcedures.of(
                        direction, dialect(), detector(connection).detect()));
    }

    private Detector detector(Connection connection) throws SQLException {
        return new Detector(connection, dialect(), names);
    }

    private Dialect dialect() {
        return database.dialect();
    }

    /**
     * Runs a piece of work under the store's lock, which dies with this process. The lock is held by the connection that
     * changes things, so that whoever lost the one has lost the other: a process that was stopped while the server
     * dropped its connection wakes up unable to do harm, and a lock is not free while its holder's last statement runs.
     */
    private <T> T locked(Question<T> work) {
        try (Connection connection = database.open()) {
            String lock = lock(connection);
            if (!dialect().server(connection).tryLock(lock)) {
                throw StoreErrors.lockHeld(holder(connection, lock));
            }
            try {
                return work.ask(connection);
            } finally {
                unlock(connection, lock);
            }
        } catch (SQLException e) {
            throw new MissingRight(database, names).explained("work on the session store", e);
        }
    }

    /**
     * The name of the store's lock, by the given names alone: to look the table up first would wait for a swap that is under
     * way, where the catalog is locked with the table. In small letters, since most servers take two spellings for one
     * table; where they don't, two stores of one name wait for each other.
     */
    private String lock(Connection connection) throws SQLException {
        return StoreLock.name(detector(connection).schema() + "." + names.table());
    }

    private void unlock(Connection connection, String lock) {
        try {
            dialect().server(connection).unlock(lock);
        } catch (SQLException e) {
            // The connection is gone, and the lock with it.
        }
    }

    private String holder(Connection connection, String lock) throws SQLException {
        return owner(connection)
                + dialect()
                        .server(connection)
                        .lockHolder(lock)
                        .map(who -> " (" + who + ")")
                        .orElse("");
    }

    /** In the moment of the swap the journal may be locked as the tables are. */
    private String owner(Connection connection) throws SQLException {
        try {
            Journal journal = journal(connection);
            Optional<Run> run = journal.unfinished(detector(connection).store());
            return run.isPresent()
                    ? journal.owner(run.get().id()) + ", run " + run.get().id()
                    : "a run that has not begun to change anything";
        } catch (SQLException e) {
            if (dialect().classify(e) == ErrorKind.LOCKED) {
                return "a run that changes the tables just now";
            }
            throw e;
        }
    }

    private <T> T asking(String attempt, Question<T> question) {
        try (Connection connection = database.open()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new MissingRight(database, names).explained(attempt, e);
        }
    }

    /** Something that is asked over a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
