package org.jettyferry.store.carry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.DatabaseServer;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Sql;
import org.jettyferry.database.Table;
import org.jettyferry.database.TableName;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.Names;
import org.jettyferry.store.table.StoreNames;

/** The run of a store that was cut off. Used under the store's lock: nobody works on that run any more. */
final class Unfinished {
    private final Connection connection;
    private final Dialect dialect;
    private final StoreNames names;
    private final Detector detector;
    private final Journal journal;

    Unfinished(Connection connection, Dialect dialect, StoreNames names, Detector detector, Journal journal) {
        this.connection = connection;
        this.dialect = dialect;
        this.names = names;
        this.detector = detector;
        this.journal = journal;
    }

    /**
     * The run as it stands once the journal has caught up with the tables: done, if its swap happened and only the
     * journal did not know. A restore is nothing but a swap, so one whose swap did not happen never was.
     */
    Optional<Run> settled() throws SQLException {
        Optional<Table> table = detector.find(names.table());
        Optional<Run> run = table.isPresent() ? journal.unfinished(table.get().name()) : Optional.empty();
        if (run.isEmpty() || run.get().step() != Run.Step.SWAP) {
            return run;
        }
        if (isSwapped(dialect.server(connection), tables(run.get()))) {
            return Optional.of(finish(run.get()));
        }
        if (!run.get().isCarry()) {
            journal.forget(run.get());
            return Optional.empty();
        }
        return run;
    }

    /** Whether the swap happened: a reply may have been lost, or the process killed, but the server knows. */
    static boolean isSwapped(DatabaseServer server, Names names) throws SQLException {
        return server.exists(names.oldSessions()) && !server.exists(names.newSessions());
    }

    /** Nodes may run on the new tables since, so that nothing is swapped back here. */
    private Run finish(Run run) throws SQLException {
        journal.takeOver(run);
        Run done = run.at(Run.Step.DONE);
        journal.ends(run, Run.Step.SWAP);
        journal.save(done);
        return done;
    }

    /** Throws the run away. Cut off in here, it stands at its beginning and can be gone on with or thrown away. */
    void discard(Run run) throws SQLException {
        journal.takeOver(run);
        journal.save(run.with(Run.Step.CREATE, Optional.empty(), Run.Tally.NONE));
        Names tables = tables(run);
        for (TableName table : List.of(tables.newSessions(), tables.newIds())) {
            if (dialect.server(connection).exists(table)) {
                Sql.execute(connection, "drop table " + table.sql(dialect));
            }
        }
        journal.forget(run);
    }

    private Names tables(Run run) throws SQLException {
        TableName sessions = detector.find(names.table()).orElseThrow().name();
        return Names.of(sessions, names, dialect, run.id());
    }
}
