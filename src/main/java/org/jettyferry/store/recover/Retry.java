package org.jettyferry.store.recover;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jdbc.Table;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.detect.TableScanner;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.MigrationListener;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.InterruptedRun;
import org.jettyferry.store.plan.BlobRules;
import org.jettyferry.store.plan.Conversion;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.WebAppMap;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/**
 * Tries again to migrate the rows that a run quarantined, each in a transaction of its own. A row goes into Jetty's
 * table only if there is no session of that key by now. Runs under the store's lock.
 */
public final class Retry {
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
    public Retry(Database database, Connection connection, StoreNames names) throws SQLException {
        this.connection = connection;
        this.dialect = database.dialect();
        this.detector = new Detector(connection, dialect, names);
        this.journal = new Journal(connection, dialect, detector.schema());
        this.interruptedRun = new InterruptedRun(new StoreHandle(connection, dialect, names, detector, journal));
    }

    /**
     * Tries all rows of a run that an option can help.
     *
     * @throws OperatorException if there is no such run, or the release of the store is unknown
     */
    public RetryResult retry(RetryOptions options, MigrationListener listener) throws SQLException {
        interruptedRun.reconciled(listener);
        Evidence evidence = Planner.migratable(detector.detect());
        Run run = run(options, evidence.sessions());
        SessionTable quarantine = quarantine(run);
        List<List<String>> keys = keys(run, quarantine);
        RetryRows rows = rows(run, options, evidence, quarantine, target(evidence));
        long migrated = 0;
        for (List<String> key : keys) {
            migrated += rows.retry(key) ? 1 : 0;
            listener.progress(migrated, keys.size());
        }
        return new RetryResult(run.id(), migrated, new Quarantine(connection, journal).codes(run.id()));
    }

    private Run run(RetryOptions options, SessionTable sessions) throws SQLException {
        List<Run> lineage = journal.lineage(sessions.name());
        Optional<Run> run = options.run().isPresent()
                ? lineage.stream()
                        .filter(known -> known.id().equals(options.run().get()))
                        .findFirst()
                : newest(lineage);
        return run.orElseThrow(() -> new OperatorException(
                Kind.REFUSED,
                options.run()
                        .map(id -> "there is no upgrade or downgrade " + id
                                + " that the sessions in use have come through")
                        .orElse("no run on this store has quarantined rows"),
                "If its backup was put back, the quarantined sessions are in the session table again. See: ferry detect and"
                        + " ferry backup list. Nothing was changed."));
    }

    /** Returns the conventions of the store as it is now; later runs may have changed what this one made. */
    private static RowConventions target(Evidence evidence) {
        return RowConventions.of(evidence.release()
                .orElseThrow(() -> new OperatorException(
                        Kind.REFUSED,
                        "it is not known which release the sessions have to be migrated to: "
                                + evidence.releaseReason(),
                        "Bring all rows of the store to one release first, with ferry upgrade or downgrade and --from."
                                + " Nothing was changed.")));
    }

    /** Returns the newest run that has rows in quarantine, or else the newest run. */
    private Optional<Run> newest(List<Run> lineage) throws SQLException {
        Quarantine quarantine = new Quarantine(connection, journal);
        for (Run run : lineage) {
            if (!quarantine.codes(run.id()).isEmpty()) {
                return Optional.of(run);
            }
        }
        return lineage.stream().findFirst();
    }

    /** Returns the quarantine as a session table: it holds the rows as they were in the table that they came from. */
    private SessionTable quarantine(Run run) throws SQLException {
        Table table = dialect.server(connection)
                .table(new TableName(detector.schema(), dialect.fold("ferry_quarantine")))
                .orElseThrow();
        Generation generation = RowConventions.of(run.from()).generation();
        Map<SessionColumn, Table.Column> columns = new HashMap<>();
        for (SessionColumn column : SessionColumn.values()) {
            table.column(column.defaultName()).ifPresent(found -> columns.put(column, found));
        }
        return new SessionTable(table, generation, columns);
    }

    private List<List<String>> keys(Run run, SessionTable quarantine) throws SQLException {
        String key = String.join(", ", quarantine.key(dialect));
        String hopeless = Quarantine.HOPELESS.stream().map(dialect::text).collect(Collectors.joining(", "));
        return Sql.rows(
                connection,
                row -> key(row, quarantine.keyColumns().size()),
                "select " + key + " from " + journal.table("ferry_quarantine") + " where run_id = ? and code not in ("
                        + hopeless + ")",
                run.id());
    }

    private static List<String> key(ResultSet row, int columns) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            key.add(row.getString(i));
        }
        return key;
    }

    private RetryRows rows(Run run, RetryOptions more, Evidence evidence, SessionTable quarantine, RowConventions to)
            throws SQLException {
        MigrationOptions options = MigrationOptions.parse(run.options())
                .and(more.dropAttributes(), more.renames(), more.noDefaultFields(), more.contextPaths());
        RowConventions from = RowConventions.of(run.from());
        TableStatistics statistics = new TableScanner(connection, dialect, quarantine).survey();
        WebAppMap webApps = WebAppMap.of(from, to, options.contextPaths(), statistics.webApps());
        Conversion conversion = new Conversion(
                "s",
                dialect,
                quarantine,
                from,
                to,
                webApps,
                options.defaultMaxInterval().toSeconds(),
                options.shiftMillis());
        return new RetryRows(
                connection,
                dialect,
                journal,
                run,
                quarantine,
                evidence,
                conversion,
                new BlobCodec(BlobRules.of(options, from, to)),
                to);
    }
}
