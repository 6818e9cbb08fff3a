package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.Guests;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.PastRun;
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
 * A session store of a site: Jetty's tables in one schema of one database.
 *
 * <p>Each method opens the connections that it needs and closes them. Methods that change something hold the store's
 * lock, so they exclude each other across all processes; a method that finds the lock held throws {@link
 * OperatorException} at once instead of waiting. Safe for several threads.
 */
public final class SessionStore {
    private final Database database;
    private final StoreNames names;

    /**
     * Names a store without connecting to it.
     *
     * @param database that holds the store
     * @param names of its tables and columns
     */
    public SessionStore(Database database, StoreNames names) {
        this.database = database;
        this.names = names;
    }

    /**
     * Finds out what the store is. Changes nothing.
     *
     * @throws DatabaseException if the database fails
     */
    public Detection detect() {
        return asking("look at the session tables", store -> store.detector().detect());
    }

    /**
     * Returns the worker names of the guests, the nodes of another release, that work on this store and have saved a session.
     * Changes nothing.
     *
     * @param detection of the store
     * @throws DatabaseException if the database fails
     */
    public List<String> guests(Detection detection) {
        return detection instanceof Detection.Found found
                ? asking(
                        "look for guests",
                        store -> new Guests(store.connection(), store.dialect(), found.evidence()).living())
                : List.of();
    }

    /**
     * Plans a run. Changes nothing.
     *
     * @throws OperatorException if the store cannot be migrated so
     * @throws DatabaseException if the database fails
     */
    public MigrationPlan plan(MigrationOptions options) {
        return asking(
                "plan",
                store -> new Planner(store.connection(), store.dialect(), names)
                        .plan(options, store.detector().detect(), Run.newId()));
    }

    /**
     * Returns the result of a run that has nothing to do; empty if a run would do something or be refused. Changes
     * nothing.
     *
     * @throws DatabaseException if the database fails
     */
    public Optional<MigrationResult> already(MigrationOptions options) {
        return asking("plan", store -> new Migration(database, store).already(options));
    }

    /**
     * Returns all reasons why a run of this plan would be refused now. Changes nothing.
     *
     * @param control of the run
     */
    public List<OperatorException> refusals(MigrationPlan plan, MigrationControl control) {
        return asking(
                "check what a run needs",
                store -> new Preflight(store.connection(), store.dialect(), plan, control).refusals());
    }

    /** Returns the statements of a plan in the order in which a run executes them. */
    public List<String> statements(MigrationPlan plan) {
        return asking(
                "write the statements down",
                store -> new PlanScript(plan, store.connection(), store.dialect()).statements());
    }

    /**
     * Migrates the store, or resumes the run that was interrupted.
     *
     * @return the result; empty if the operator did not confirm
     * @throws OperatorException if the run was refused, failed, or did not verify
     * @throws DatabaseException if the database fails before the first change
     */
    public Optional<MigrationResult> migrate(MigrationOptions options, MigrationControl control) {
        return locked(store -> new Migration(database, store).migrate(options, control));
    }

    /** Returns the runs of all stores in this schema, the newest first; none without a journal. Changes nothing. */
    public List<PastRun> runs() {
        return asking("list the runs", store -> store.journal().all());
    }

    /** Returns the backups of this store. Changes nothing. */
    public List<Backup> backups() {
        return asking(
                "list the backups", store -> store.backups().of(store.detector().originals()));
    }

    /** Returns the backups of other stores in this schema, which no method here touches. Changes nothing. */
    public List<Backup> backupsOfOthers() {
        return asking("list the backups", store -> {
            List<Backup> others = new ArrayList<>(store.backups().list(store.schema()));
            others.removeAll(store.backups().of(store.detector().originals()));
            return others;
        });
    }

    /**
     * Reads every row and reports what would make a node fail. Changes nothing.
     *
     * @throws OperatorException if there is no session store, or it is mixed or foreign
     */
    public VerifyReport verify(MigrationListener listener) {
        return asking("read the sessions", store -> {
            Evidence evidence = Planner.migratable(store.detector().detect());
            return new StoreVerifier(store.connection(), store.dialect(), evidence, new Comparison(store))
                    .verify(listener);
        });
    }

    /**
     * Tries the quarantined rows of a run once more.
     *
     * @throws OperatorException if there is no such run
     */
    public RetryResult retry(RetryOptions options, MigrationListener listener) {
        return locked(store -> new Retry(database, store.connection(), names).retry(options, listener));
    }

    /**
     * Puts a backup back in its place and sets the present tables aside.
     *
     * @param run that made the backup
     * @return the backup; empty if the operator did not confirm
     * @throws OperatorException if there is no such backup, or nodes are alive
     */
    public Optional<Backup> restore(String run, SwapControl control) {
        return locked(store -> new Restore(database, store.connection(), names).restore(run, control));
    }

    /**
     * Sets aside the table that makes a store mixed.
     *
     * @return its new name; empty if the operator did not confirm
     * @throws OperatorException if the store is not mixed, or nodes are alive
     */
    public Optional<TableName> repair(SwapControl control) {
        return locked(store -> new Repair(database, store.connection(), names).repair(control));
    }

    /** Counts the quarantined rows of the ended runs of this store, by run. Changes nothing. */
    public Map<String, Long> quarantined() {
        return asking(
                "look into the quarantine",
                store -> store.quarantine().runs(store.detector().store()));
    }

    /** Drops backups for good. */
    public void purge(List<Backup> backups) {
        purge(backups, List.of());
    }

    /**
     * Drops backups for good.
     *
     * @param quarantines the runs whose quarantined rows are deleted too, except for runs that have not ended
     */
    public void purge(List<Backup> backups, List<String> quarantines) {
        locked(store -> {
            try {
                store.quarantine().purge(quarantines);
                store.backups().purge(backups);
                store.backups().forgetDropped(store.schema());
                return backups;
            } catch (SQLException e) { // some may be dropped already, so this is not a refusal
                String message = DatabaseException.of(store.dialect(), "drop the backups", e)
                        .getMessage();
                throw StoreErrors.stepFailed(String.valueOf(message), e);
            }
        });
    }

    /**
     * Ends the purge of a run that was interrupted after it had dropped the tables.
     *
     * @return whether there was one
     */
    public boolean finishPurge(String run) {
        return locked(store -> store.backups().forgetDropped(store.schema()).stream()
                .anyMatch(backup -> backup.run().equals(run)));
    }

    /**
     * Returns the vendors' manual procedure for this store in its present state. Changes nothing.
     *
     * @throws OperatorException if the table is not Jetty's, or its name may be misspelt
     */
    public ManualProcedure guide(MigrationOptions.Direction direction) {
        return asking(
                "look at the session tables",
                store -> ManualProcedures.of(
                        direction, store.dialect(), store.detector().detect()));
    }

    private <T> T locked(Work<T> work) {
        return asking("work on the session store", store -> new StoreLocking(store).run(() -> work.run(store)));
    }

    private <T> T asking(String attempt, Work<T> work) {
        try (Connection connection = database.open()) {
            return work.run(StoreHandle.over(connection, database.dialect(), names));
        } catch (SQLException e) {
            throw new MissingRight(database, names).explained(attempt, e);
        }
    }

    /** Work on the open store. */
    @FunctionalInterface
    private interface Work<T> {
        T run(StoreHandle store) throws SQLException;
    }
}
