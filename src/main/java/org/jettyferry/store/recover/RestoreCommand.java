package org.jettyferry.store.recover;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.Database;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Rename;
import org.jettyferry.database.Sql;
import org.jettyferry.database.Table;
import org.jettyferry.database.TableName;
import org.jettyferry.session.JettyRelease;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.table.StoreNames;

/**
 * Puts tables that a run has set aside back in their place. Those that are in use now are set aside in their turn, so
 * that this too can be taken back. Runs under the store's lock.
 */
public final class RestoreCommand {
    private final Connection connection;
    private final Dialect dialect;
    private final StoreNames names;
    private final Detector detector;
    private final Journal journal;
    private final Backups backups;

    /**
     * Looks up the schema; changes nothing yet.
     *
     * @param database tells the dialect
     * @param connection the one that holds the store's lock and changes things, in auto-commit
     * @param names what the store's tables and columns are called
     */
    public RestoreCommand(Database database, Connection connection, StoreNames names) throws SQLException {
        this.connection = connection;
        this.dialect = database.dialect();
        this.names = names;
        this.detector = new Detector(connection, dialect, names);
        this.journal = new Journal(connection, dialect, detector.schema());
        this.backups = new Backups(connection, dialect, journal);
    }

    /**
     * Puts the backup of a run back.
     *
     * @param run whose backup
     * @return the backup; empty if the operator said no
     * @throws StoreException.Refused if there is none, or nodes are alive
     */
    public Optional<Backup> restore(String run, SwapControl control) throws SQLException {
        List<Backup> chosen = backups.of(detector.originals()).stream()
                .filter(backup -> backup.run().equals(run))
                .toList();
        if (chosen.isEmpty()) {
            throw new StoreException.Refused(
                    "there is no backup of run " + run, "See: ferry backup list. Nothing was changed.");
        }
        Detection detection = detector.detect();
        if (!control.assumeStopped() && detection instanceof Detection.Found found) {
            new LiveNodes(connection, dialect, found.evidence(), control.heartbeats()).check(control.listener());
        }
        List<Backup> aside = inUse(detection, Run.newId());
        List<String> statements = dialect.server(connection).renames(renames(aside, chosen));
        if (!control.confirm().test(statements)) {
            return Optional.empty();
        }
        swap(aside, chosen, statements, detection);
        return Optional.of(chosen.get(0));
    }

    /** The tables that are to be set aside, as the backups that they will be. */
    private List<Backup> inUse(Detection detection, String run) throws SQLException {
        JettyRelease release = detection instanceof Detection.Found found
                ? found.evidence().release().orElse(JettyRelease.parse("9.4"))
                : JettyRelease.parse("9.4");
        List<Backup> aside = new ArrayList<>();
        for (String name : List.of(names.table(), names.idsTable())) {
            Optional<Table> table = detector.find(name);
            if (table.isPresent()) {
                TableName original = table.get().name();
                long rows = Sql.number(connection, "select count(*) from " + original.sql(dialect));
                TableName renamed = original.sibling(original.name() + "_b" + run);
                aside.add(new Backup(run, detection.id(), release, original, renamed, rows, 0));
            }
        }
        return aside;
    }

    private static List<Rename> renames(List<Backup> aside, List<Backup> chosen) {
        List<Rename> renames = new ArrayList<>();
        aside.forEach(backup ->
                renames.add(new Rename(backup.original(), backup.table().name())));
        chosen.forEach(backup ->
                renames.add(new Rename(backup.table(), backup.original().name())));
        return renames;
    }

    /** Where DDL commits by itself, the run stands in the journal before the rename, and the tables tell the rest. */
    private void swap(List<Backup> aside, List<Backup> chosen, List<String> statements, Detection detection)
            throws SQLException {
        connection.setAutoCommit(!dialect.transactionalDdl());
        try {
            Run run = run(aside, chosen, detection);
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

    private Run run(List<Backup> aside, List<Backup> chosen, Detection detection) {
        Backup backup = chosen.get(0);
        TableName store = chosen.stream()
                .map(Backup::original)
                .filter(original -> original.name().equalsIgnoreCase(names.table()))
                .findFirst()
                .orElse(backup.original());
        String id = aside.isEmpty() ? Run.newId() : aside.get(0).run();
        return new Run(
                id,
                store.toString(),
                Run.RESTORE,
                aside.isEmpty() ? backup.release() : aside.get(0).release(),
                backup.release(),
                "restore " + backup.run() + " over " + detection.id(),
                false,
                Run.Step.SWAP,
                Optional.empty(),
                0,
                backup.rows(),
                "",
                Run.Tally.NONE);
    }
}
