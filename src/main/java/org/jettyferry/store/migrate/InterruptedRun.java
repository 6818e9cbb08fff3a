package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Catalog;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.Fingerprint;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.RunTableNames;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/** The run of a store that was cut off. Used under the store's lock: nobody works on that run any more. */
public final class InterruptedRun {
    private final Connection connection;
    private final Dialect dialect;
    private final StoreNames names;
    private final Detector detector;
    private final Journal journal;

    /**
     * Asks for nothing yet.
     *
     * @param connection the one that changes things, in auto-commit
     * @param dialect of its server
     * @param names what the store's tables and columns are called
     * @param detector of this store
     * @param journal of this store, on the same connection
     */
    public InterruptedRun(
            Connection connection, Dialect dialect, StoreNames names, Detector detector, Journal journal) {
        this.connection = connection;
        this.dialect = dialect;
        this.names = names;
        this.detector = detector;
        this.journal = journal;
    }

    /**
     * The run as it stands once the journal has caught up with the tables: done, if its swap happened and only the
     * journal did not know. A restore is nothing but a swap, so one whose swap did not happen never was. Whatever
     * changes a store begins with this.
     *
     * @param listener is told if a node has saved in the moment of the swap
     * @return empty if no run has begun and not ended
     */
    public Optional<Run> reconciled(MigrationListener listener) throws SQLException {
        reconciled(detector.nameOf(names.idsTable()), listener); // the backup of a repair holds no other table
        return reconciled(detector.store(), listener);
    }

    private Optional<Run> reconciled(TableName store, MigrationListener listener) throws SQLException {
        Optional<Run> run = journal.unfinished(store);
        if (run.isEmpty() || run.get().step() != Run.Step.SWAP) {
            return run;
        }
        if (isSwapped(run.get())) {
            return Optional.of(finish(run.get(), listener));
        }
        if (!run.get().isMigrate()) {
            journal.forget(run.get());
            return Optional.empty();
        }
        return run;
    }

    /** A reply may have been lost, or the process killed, but the server knows. */
    private boolean isSwapped(Run run) throws SQLException {
        return run.restored().isPresent()
                ? isPutBack(run.restored().get())
                : isSwapped(dialect.server(connection), tables(run));
    }

    /** Whether the swap happened. */
    static boolean isSwapped(Catalog server, RunTableNames names) throws SQLException {
        return server.exists(names.oldSessions()) && !server.exists(names.newSessions());
    }

    /** All tables of a backup go back in one statement, and what they were called then is free. */
    private boolean isPutBack(String run) throws SQLException {
        Backups backups = new Backups(connection, dialect, journal);
        List<Backup> recorded = backups.recorded(detector.schema(), run);
        return !recorded.isEmpty()
                && backups.list(detector.schema()).stream()
                        .noneMatch(backup -> backup.run().equals(run));
    }

    /** Nodes may run on the new tables since, so that nothing is swapped back here. */
    private Run finish(Run run, MigrationListener listener) throws SQLException {
        journal.takeOver(run);
        tellOfLateSaves(run, listener);
        Run done = run.at(Run.Step.DONE);
        journal.ends(run, Run.Step.SWAP);
        journal.save(done);
        return done;
    }

    /** The look at the old table that the run itself could not have any more. */
    private void tellOfLateSaves(Run run, MigrationListener listener) throws SQLException {
        if (!run.isMigrate()) {
            return;
        }
        TableName aside = tables(run).oldSessions();
        Optional<SessionTable> columns =
                dialect.server(connection).table(aside).flatMap(table -> SessionTable.of(table, names));
        if (columns.isPresent() && !run.isUpToDate(Fingerprint.of(connection, dialect, columns.get(), aside))) {
            listener.note(
                    "Sessions were saved in the moment of the swap: a node was alive. What it saved then is in the"
                            + " backup " + aside + " only, in rows whose lastSavedTime is above " + run.cutoff()
                            + ". To migrate them too, stop every node, say ferry backup restore " + run.id()
                            + " and begin anew; what was done on the new tables stays behind then.");
        }
    }

    /** Throws the run away. Cut off in here, it stands at its beginning and can be gone on with or thrown away. */
    void discard(Run run) throws SQLException {
        journal.takeOver(run);
        journal.save(run.with(Run.Step.CREATE, Optional.empty(), Run.Tally.NONE));
        RunTableNames tables = tables(run);
        for (TableName table : List.of(tables.newSessions(), tables.newIds())) {
            if (dialect.server(connection).exists(table)) {
                Sql.execute(connection, "drop table " + table.sql(dialect));
            }
        }
        journal.forget(run);
    }

    private RunTableNames tables(Run run) throws SQLException {
        return RunTableNames.of(detector.store(), names, dialect, run.id());
    }
}
