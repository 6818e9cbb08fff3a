package org.jettyferry.store.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.TableName;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.Surveyor;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.CarryOptions;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/** Compares Jetty's table with the backup of the run that made it, row by row, in sums. */
public final class Comparison {
    private final Connection connection;
    private final Dialect dialect;
    private final StoreNames names;
    private final Journal journal;

    /**
     * Asks for nothing yet.
     *
     * @param connection asks the server; is left as it is
     * @param dialect of its server
     * @param names what the store's tables and columns are called
     * @param schema in which they are
     */
    public Comparison(Connection connection, Dialect dialect, StoreNames names, String schema) {
        this.connection = connection;
        this.dialect = dialect;
        this.names = names;
        this.journal = new Journal(connection, dialect, schema);
    }

    /** What came of it, as a sentence; empty text where there is nothing to compare with. */
    String with(Evidence live) throws SQLException {
        Optional<Run> run = journal.lastDone(live.sessions().name());
        if (run.isEmpty() || !run.get().isCarry()) {
            return "";
        }
        TableName backup = live.sessions()
                .name()
                .sibling(live.sessions().name().name() + "_b" + run.get().id());
        Optional<SessionTable> source =
                dialect.server(connection).table(backup).flatMap(table -> SessionTable.of(table, names));
        return source.isEmpty() ? "" : compare(run.get(), source.get(), live.sessions());
    }

    private String compare(Run run, SessionTable source, SessionTable live) throws SQLException {
        CarryOptions options = CarryOptions.parse(run.options());
        if (options.sessions() == CarryOptions.Sessions.DROP) {
            return "";
        }
        CarryPlan plan = new Planner(connection, dialect, names)
                .comparison(options, source, live.name(), new Surveyor(connection, dialect, source).survey(), run);
        Statements statements = new Statements(plan, dialect);
        Sums actual = Sums.ask(connection, statements.actual());
        Sums expected = Sums.ask(
                connection, statements.expected(run.cutoff(), run.tally().quarantined() > 0));
        List<String> differences = actual.differences(
                plan.rewrites() ? expected.withBlobs(run.tally().blobCheck()) : expected);
        return differences.isEmpty()
                ? "backup " + source.name().name() + ": every row is as it was carried"
                : "backup " + source.name().name() + ": " + String.join(", ", differences)
                        + ", as is to be expected once a node has run, or a session was retried with other options";
    }
}
