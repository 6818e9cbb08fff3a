package org.jettyferry.store.recover;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Rename;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.LiveNodes;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.InterruptedRun;
import org.jettyferry.store.table.StoreNames;

/** Sets aside the table that makes a store mixed. Touches no session. Runs under the store's lock. */
public final class Repair {
    private final Connection connection;
    private final Dialect dialect;
    private final Detector detector;
    private final Journal journal;
    private final InterruptedRun interruptedRun;

    /**
     * Looks up the schema; changes nothing yet.
     *
     * @param database tells the dialect
     * @param connection the one that holds the store's lock and changes things, in auto-commit
     * @param names what the store's tables and columns are called
     */
    public Repair(Database database, Connection connection, StoreNames names) throws SQLException {
        this.connection = connection;
        this.dialect = database.dialect();
        this.detector = new Detector(connection, dialect, names);
        this.journal = new Journal(connection, dialect, detector.schema());
        this.interruptedRun = new InterruptedRun(new StoreHandle(connection, dialect, names, detector, journal));
    }

    /**
     * Sets the table aside.
     *
     * @return its new name; empty if the operator declined
     * @throws OperatorException if the store is not mixed, or nodes are alive
     */
    public Optional<TableName> repair(SwapControl control) throws SQLException {
        interruptedRun.reconciled(control.listener());
        if (!(detector.detect() instanceof Detection.Mixed mixed)) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the store is not mixed, there is nothing to repair",
                    "See: ferry detect. Nothing was changed.");
        }
        if (!control.assumeStopped() && mixed.seen().isPresent()) {
            new LiveNodes(connection, dialect, mixed.seen().get(), control.heartbeats()).check(control.listener());
        }
        String run = Run.newId();
        TableName aside = Run.setAside(mixed.leftOver(), run);
        List<String> statements =
                dialect.server(connection).renames(List.of(new Rename(mixed.leftOver(), aside.name())));
        if (!control.confirm().test(statements)) {
            return Optional.empty();
        }
        journal.create();
        long rows = Sql.number(
                connection, "select count(*) from " + mixed.leftOver().sql(dialect));
        new Backups(connection, dialect, journal)
                .record(new Backup(run, "1", JettyRelease.parse("9.3"), mixed.leftOver(), aside, rows, 0));
        Sql.execute(connection, statements);
        return Optional.of(aside);
    }
}
