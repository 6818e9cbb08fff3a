package org.jettyferry.store.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.TableInventory;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.jdbc.TableReplacement;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/**
 * Makes the plan of a run from the options and the detected store, or refuses. Changes nothing.
 *
 * <p>A plan is made three times in the life of a run, and must come out the same each time: when the run begins, when
 * it is resumed, and when {@code ferry verify} compares its backup later. What can change in between (the release
 * guess, the length of the stop, the column of a table of ids that is gone by then) is therefore settled once, at the
 * beginning, and kept in the journal.
 */
public final class Planner {
    private final Connection connection;
    private final Dialect dialect;
    private final StoreNames names;

    /**
     * Creates a planner; reads nothing yet.
     *
     * @param connection to read over; its state does not change
     * @param dialect of its server
     * @param names of the store's tables and columns
     */
    public Planner(Connection connection, Dialect dialect, StoreNames names) {
        this.connection = connection;
        this.dialect = dialect;
        this.names = names;
    }

    /**
     * Makes the plan of a new run.
     *
     * @param run the id that the run will have
     * @throws OperatorException if the store cannot be migrated so
     */
    public MigrationPlan plan(MigrationOptions options, Detection detection, String run) throws SQLException {
        Evidence evidence = migratable(detection);
        RowConventions from = RowConventions.of(SourceRelease.of(options, evidence));
        MigrationPlan plan = plan(options.with(facts(options, evidence)), evidence, from, run);
        PlanChecks.checkIds(plan, dialect.server(connection));
        return keeping(forecast(plan));
    }

    /**
     * Makes the plan of an interrupted run again.
     *
     * @param run gives the id, the options and the release of the old rows
     * @throws OperatorException if the store has changed
     */
    public MigrationPlan resume(Detection detection, Run run) throws SQLException {
        return keeping(plan(
                MigrationOptions.parse(run.options()), migratable(detection), RowConventions.of(run.from()), run.id()));
    }

    /** Adds the indexes, constraints and rights of the old tables, which the new ones get as well. */
    private MigrationPlan keeping(MigrationPlan plan) throws SQLException {
        List<TableInventory> inventories = new ArrayList<>();
        for (TableReplacement replacement : Replacements.of(plan, dialect)) {
            inventories.add(dialect.server(connection).inventory(replacement));
        }
        TableName sessions = plan.evidence().sessions().name();
        return plan.keeping(inventories, dialect.server(connection).warnings(sessions));
    }

    /**
     * Makes the plan of an ended run again, to compare its backup with the table that it made.
     *
     * @param options of the run
     * @param backup the old table under its present name
     * @param live the table that the run made
     * @param statistics of the backup
     */
    public MigrationPlan comparison(
            MigrationOptions options, SessionTable backup, TableName live, TableStatistics statistics, Run run)
            throws SQLException {
        Evidence evidence = new Evidence(
                backup,
                Optional.empty(),
                statistics,
                Optional.of(run.from()),
                "the journal says so",
                false,
                0,
                Map.of(),
                List.of(),
                List.of());
        return plan(options, evidence, live, RowConventions.of(run.from()), run.id())
                .into(live);
    }

    private MigrationPlan plan(MigrationOptions options, Evidence evidence, RowConventions from, String run)
            throws SQLException {
        return plan(options, evidence, evidence.sessions().name(), from, run);
    }

    /** Makes a plan for rows that the journal knows by the name of a store, wherever they stand now. */
    private MigrationPlan plan(
            MigrationOptions options, Evidence evidence, TableName store, RowConventions from, String run)
            throws SQLException {
        RowConventions to = RowConventions.of(options.to());
        PlanChecks.checkDirection(options, from, to);
        PlanChecks.checkLive(options, from, to);
        PlanChecks.checkBlobs(options, from, to, evidence);
        TableName sessions = evidence.sessions().name();
        WebAppMap webApps = WebAppMap.of(
                from,
                to,
                options.contextPaths(),
                evidence.survey().webApps(),
                new EarlierPaths(connection, dialect, names).of(store, run, from, to));
        PlanChecks.checkWebApps(options, webApps);
        RunTableNames tables = RunTableNames.of(sessions, names, dialect, run);
        TargetTables.Target target =
                TargetTables.Target.like(evidence.sessions(), to, names, dialect, tables, idsColumn(options));
        String tableOptions = dialect.server(connection).tableOptions(sessions);
        Expiry expiry = Expiry.ask(connection, dialect, evidence.sessions(), evidence.survey(), options.shiftMillis());
        return new MigrationPlan(
                options,
                evidence,
                from,
                to,
                tables,
                target,
                TargetTables.of(dialect, target, tableOptions),
                webApps,
                expiry,
                Forecast.NONE,
                warnings(options, evidence, from, webApps, expiry));
    }

    private static List<String> warnings(
            MigrationOptions options, Evidence evidence, RowConventions from, WebAppMap webApps, Expiry expiry) {
        List<String> warnings = new ArrayList<>(evidence.warnings());
        warnings.addAll(webApps.warnings());
        if (options.sessions() == MigrationOptions.Sessions.KEEP && !options.live()) { // guests do not stop
            warnings.addAll(expiry.warnings(options.extendExpiry().shifts()));
        }
        if (evidence.releaseGuessed()
                && options.from().isEmpty()
                && !evidence.release().equals(Optional.of(from.release()))
                && evidence.survey().rows() > 0) {
            warnings.add("The rows don't tell by which release exactly they were written; they are taken to be of "
                    + from.release() + ". If you know the release, give it with --from.");
        }
        if (options.to().newerThanKnown()) {
            warnings.add("Jetty " + options.to() + " is newer than this program: it is taken to fill its tables as the"
                    + " newest release of its line does that is known here.");
        }
        return warnings;
    }

    /** Finds out what is true at the beginning of a run and must stay the same when it is resumed. */
    private MigrationOptions.Facts facts(MigrationOptions options, Evidence evidence) throws SQLException {
        long stop = options.extendExpiry().auto() ? Expiry.stopMillis(evidence.survey()) : 0;
        Optional<String> column = evidence.idsColumn().isPresent()
                ? evidence.idsColumn()
                : rememberedIdsColumn(evidence.sessions().name());
        return new MigrationOptions.Facts(
                stop, column.filter(name -> !name.equals(dialect.fold("id"))).orElse(""));
    }

    /** Returns the column that an earlier run saw, before it set the table of ids aside. */
    private Optional<String> rememberedIdsColumn(TableName store) throws SQLException {
        return new Journal(connection, dialect, store.schema())
                .lineage(store).stream()
                        .map(run ->
                                MigrationOptions.parse(run.options()).facts().idsColumn())
                        .filter(name -> !name.isEmpty())
                        .findFirst();
    }

    private String idsColumn(MigrationOptions options) {
        String known = options.facts().idsColumn();
        return names.idsColumn()
                .map(name -> names.spelled(dialect, name))
                .orElse(known.isEmpty() ? dialect.fold("id") : known);
    }

    /** Predicts how many sessions will be quarantined, from a sample of the blobs if they are rewritten. */
    private MigrationPlan forecast(MigrationPlan plan) throws SQLException {
        if (!plan.keepsSessions()) {
            return plan;
        }
        long tooLong = RejectRule.tooLong(plan);
        if (!plan.rewrites()) {
            return plan.with(new Forecast(0, true, Map.of(), Optional.empty(), tooLong, 0));
        }
        TableStatistics statistics = plan.evidence().survey();
        String live = plan.options().keepExpired()
                ? "1 = 1"
                : plan.conversion("s", dialect).live(statistics.now());
        return plan.with(BlobSample.of(connection, dialect, plan, live, tooLong));
    }

    /**
     * Returns what was found, if the store is of exactly one generation.
     *
     * @throws OperatorException if there is no session store, or it is mixed or foreign
     */
    public static Evidence migratable(Detection detection) {
        if (detection instanceof Detection.Found found) {
            return found.evidence();
        }
        throw new OperatorException(Kind.REFUSED, detection.finding(), detection.advice() + " Nothing was changed.");
    }
}
