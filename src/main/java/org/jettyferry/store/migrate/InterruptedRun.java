package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.RunTableNames;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.transfer.LiveTransfer;

/**
 * Finds the unfinished run of a store and brings the journal up to date with the tables.
 *
 * <p>The journal can lag behind the tables at one point only: if the process or the connection was lost during the
 * swap. The server then has renamed the tables or it has not, and only the names of the tables show which. Every
 * command that changes a store therefore begins with {@link #reconciled}. Used under the store's lock, so no other
 * process works on the run.
 */
public final class InterruptedRun {
    private final StoreHandle store;

    /**
     * Creates the look-up; reads nothing yet.
     *
     * @param store over the connection that holds the store's lock
     */
    public InterruptedRun(StoreHandle store) {
        this.store = store;
    }

    /**
     * Returns the unfinished run after the journal has caught up with the tables. A run whose swap happened is
     * completed. A restore consists of the swap alone, so if that did not happen, the restore is forgotten.
     *
     * @param listener gets a note if a node saved a session during the swap
     * @return the unfinished run, or a run that was completed here; empty if there is none
     */
    public Optional<Run> reconciled(MigrationListener listener) throws SQLException {
        // The backup of a repair holds the table of ids only, so its run has that name.
        reconciled(store.detector().nameOf(store.names().idsTable()), listener);
        return reconciled(store.detector().store(), listener);
    }

    private Optional<Run> reconciled(TableName table, MigrationListener listener) throws SQLException {
        Optional<Run> run = store.journal().unfinished(table);
        if (run.isEmpty() || run.get().step() != Run.Step.SWAP) {
            return run;
        }
        if (isSwapped(run.get())) {
            return Optional.of(finish(run.get(), listener));
        }
        if (!run.get().isMigrate()) {
            store.journal().forget(run.get());
            return Optional.empty();
        }
        return run;
    }

    private boolean isSwapped(Run run) throws SQLException {
        return run.restored().isPresent() ? isPutBack(run.restored().get()) : isSwapped(store.server(), tables(run));
    }

    /** Returns whether the swap happened: the old table has its backup name, and no table has the temporary name. */
    static boolean isSwapped(Catalog server, RunTableNames names) throws SQLException {
        return server.exists(names.oldSessions()) && !server.exists(names.newSessions());
    }

    /**
     * Returns whether a restore happened: all tables of a backup are renamed at once, so their backup names are gone.
     */
    private boolean isPutBack(String run) throws SQLException {
        Backups backups = store.backups();
        List<Backup> recorded = backups.recorded(store.schema(), run);
        return !recorded.isEmpty()
                && backups.list(store.schema()).stream()
                        .noneMatch(backup -> backup.run().equals(run));
    }

    /** Completes the run. Nodes may have used the new tables since, so the swap is never undone here. */
    private Run finish(Run run, MigrationListener listener) throws SQLException {
        store.journal().takeOver(run);
        noteLateSaves(run, listener);
        Run done = run.at(Run.Step.DONE);
        store.journal().ends(run, Run.Step.SWAP);
        store.journal().save(done);
        return done;
    }

    /** Makes the last comparison of the old table, which the interrupted run could not make itself. */
    private void noteLateSaves(Run run, MigrationListener listener) throws SQLException {
        if (!run.isMigrate()) {
            return;
        }
        TableName aside = tables(run).oldSessions();
        Optional<SessionTable> columns =
                store.server().table(aside).flatMap(table -> SessionTable.of(table, store.names()));
        if (columns.isPresent()
                && !run.isUpToDate(Fingerprint.of(store.connection(), store.dialect(), columns.get(), aside))) {
            listener.note(
                    "Sessions were saved in the moment of the swap: a node was alive. What it saved then is in the"
                            + " backup " + aside + " only, in rows whose lastSavedTime is above " + run.cutoff()
                            + ". To migrate them too, stop every node, run ferry backup restore " + run.id()
                            + " and migrate again; sessions saved in the new tables since are lost then.");
        }
    }

    /** Discards the run. It is set back to its first step before anything is dropped, so a kill here does no harm. */
    void discard(Run run) throws SQLException {
        store.journal().takeOver(run);
        store.journal().save(run.with(Run.Step.CREATE, Optional.empty(), Run.Tally.NONE));
        RunTableNames tables = tables(run);
        for (TableName table : List.of(tables.newSessions(), tables.newIds())) {
            if (store.server().exists(table)) {
                Sql.execute(store.connection(), "drop table " + table.sql(store.dialect()));
            }
        }
        LiveTransfer.forget(store.connection(), store.dialect(), store.schema(), run.id());
        store.journal().forget(run);
    }

    private RunTableNames tables(Run run) throws SQLException {
        return RunTableNames.of(store.detector().store(), store.names(), store.dialect(), run.id());
    }
}
