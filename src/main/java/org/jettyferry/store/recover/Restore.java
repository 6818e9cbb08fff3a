package org.jettyferry.store.recover;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.InterruptedRun;
import org.jettyferry.store.table.StoreNames;

/**
 * Puts the tables that a run set aside back in their place. The tables in use become a backup in their turn, so that a
 * restore can be undone. Runs under the store's lock.
 */
public final class Restore {
    private final Connection connection;
    private final Dialect dialect;
    private final StoreNames names;
    private final Detector detector;
    private final Journal journal;
    private final Backups backups;
    private final InterruptedRun interruptedRun;

    /**
     * Looks up the schema; changes nothing yet.
     *
     * @param database tells the dialect
     * @param connection the one that holds the store's lock and changes things, in auto-commit
     * @param names what the store's tables and columns are called
     */
    public Restore(Database database, Connection connection, StoreNames names) throws SQLException {
        this.connection = connection;
        this.dialect = database.dialect();
        this.names = names;
        this.detector = new Detector(connection, dialect, names);
        this.journal = new Journal(connection, dialect, detector.schema());
        this.backups = new Backups(connection, dialect, journal);
        this.interruptedRun = new InterruptedRun(new StoreHandle(connection, dialect, names, detector, journal));
    }

    /**
     * Puts the backup of a run back, unless the last run on this store did that already.
     *
     * @param run the run that made the backup
     * @return the backup; empty if the operator declined
     * @throws OperatorException if there is none, or nodes are alive
     */
    public Optional<Backup> restore(String run, SwapControl control) throws SQLException {
        interruptedRun.reconciled(control.listener());
        List<Backup> chosen = backups.of(detector.originals()).stream()
                .filter(backup -> backup.run().equals(run))
                .toList();
        if (chosen.isEmpty()) {
            return Optional.of(restored(run, control.listener()));
        }
        Detection detection = detector.detect();
        if (!control.assumeStopped() && detection.seen().isPresent()) {
            new LiveNodes(connection, dialect, detection.seen().get(), control.heartbeats()).check(control.listener());
        }
        String id = Run.newId();
        List<Backup> aside = inUse(detection, chosen, id);
        checkNoOther(aside, chosen);
        List<String> statements = dialect.server(connection).renames(renames(aside, chosen));
        if (!control.confirm().test(statements)) {
            return Optional.empty();
        }
        swap(run(id, aside, first(chosen), detection), aside, statements);
        return Optional.of(first(chosen));
    }

    /** Returns the backup that is back already: an earlier attempt may have succeeded and its reply was lost. */
    private Backup restored(String run, MigrationListener listener) throws SQLException {
        List<Backup> recorded = backups.recorded(detector.schema(), run);
        Optional<Run> last = recorded.isEmpty()
                ? Optional.empty()
                : journal.lastDone(first(recorded).original());
        if (!last.flatMap(Run::restored).equals(Optional.of(run))
                || !dialect.server(connection).exists(first(recorded).original())) {
            throw new OperatorException(
                    Kind.REFUSED, "there is no backup of run " + run, "See: ferry backup list. Nothing was changed.");
        }
        listener.note("The backup was put back already, by run " + last.get().id() + ". Nothing was changed now.");
        return first(recorded);
    }

    /** Returns the backup of the session table; after a repair, the only one, of a table of ids. */
    private Backup first(List<Backup> some) {
        return some.stream().filter(this::isSessions).findFirst().orElse(some.get(0));
    }

    private boolean isSessions(Backup backup) {
        return backup.original().name().equalsIgnoreCase(names.table());
    }

    /** Returns the tables to set aside, as the backups that they will be; only tables that the restore replaces. */
    private List<Backup> inUse(Detection detection, List<Backup> chosen, String run) throws SQLException {
        JettyRelease release = detection instanceof Detection.Found found
                ? found.evidence().release().orElse(JettyRelease.parse("9.4"))
                : JettyRelease.parse("9.4");
        List<Backup> aside = new ArrayList<>();
        for (TableName original : inUse(detection, chosen.stream().anyMatch(this::isSessions))) {
            long rows = Sql.number(connection, "select count(*) from " + original.sql(dialect));
            TableName renamed = Run.setAside(original, run);
            aside.add(new Backup(run, detection.id(), release, original, renamed, rows, 0));
        }
        return aside;
    }

    private List<TableName> inUse(Detection detection, boolean sessions) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        if (sessions) {
            detector.find(names.table()).map(Table::name).ifPresent(tables::add);
        }
        if (detection instanceof Detection.Found found) {
            found.evidence().ids().map(Table::name).ifPresent(tables::add);
        } else if (detection instanceof Detection.Mixed mixed) {
            tables.add(mixed.leftOver());
        } else if (names.ownsIds()) {
            detector.find(names.idsTable()).map(Table::name).ifPresent(tables::add);
        }
        return tables;
    }

    /** Refuses to replace a table of another store, which may have made a table of ids under this name since. */
    private void checkNoOther(List<Backup> aside, List<Backup> chosen) throws SQLException {
        for (Backup backup : chosen) {
            boolean free = aside.stream()
                            .anyMatch(used -> used.original()
                                    .name()
                                    .equals(backup.original().name()))
                    || !dialect.server(connection).exists(backup.original());
            if (!free) {
                throw new OperatorException(
                        Kind.REFUSED,
                        backup.original() + " is there and is not of this store",
                        "The backup would take its place. Set it aside by hand first. Nothing was changed.");
            }
        }
    }

    private static List<Rename> renames(List<Backup> aside, List<Backup> chosen) {
        List<Rename> renames = new ArrayList<>();
        aside.forEach(backup ->
                renames.add(new Rename(backup.original(), backup.table().name())));
        chosen.forEach(backup ->
                renames.add(new Rename(backup.table(), backup.original().name())));
        return renames;
    }

    /**
     * Without transactional DDL the journal has the run before the rename, and the tables show whether that happened.
     */
    private void swap(Run run, List<Backup> aside, List<String> statements) throws SQLException {
        connection.setAutoCommit(!dialect.transactionalDdl());
        try {
            journal.begin(run);
            for (Backup backup : aside) {
                backups.record(backup);
            }
            Sql.execute(connection, statements);
            journal.save(run.at(Run.Step.DONE));
            if (dialect.transactionalDdl()) {
                connection.commit();
            }
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback(); // has nothing left to undo after the commit
            }
            connection.setAutoCommit(true);
        }
    }

    private static Run run(String id, List<Backup> aside, Backup backup, Detection detection) {
        return new Run(
                id,
                backup.original().toString(),
                Run.RESTORE,
                aside.isEmpty() ? backup.release() : aside.get(0).release(),
                backup.release(),
                Run.restoring(backup.run(), detection.id()),
                false,
                Run.Step.SWAP,
                Optional.empty(),
                0,
                backup.rows(),
                "",
                Run.Tally.NONE);
    }
}
