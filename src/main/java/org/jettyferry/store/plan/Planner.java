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
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.TableNames;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.table.SessionTable;
import org.jettyferry.store.table.StoreNames;

/** Makes a plan of what was asked for and what was found, or says why there can be none. Changes nothing. */
public final class Planner {
    private final Connection connection;
    private final Dialect dialect;
    private final StoreNames names;

    /**
     * Asks for nothing yet.
     *
     * @param connection asks the server; is left as it is
     * @param dialect of its server
     * @param names what the store's tables and columns are called
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
     * @throws OperatorException if this can't be done from here
     */
    public MigrationPlan plan(MigrationOptions options, Detection detection, String run) throws SQLException {
        Evidence evidence = carriable(detection);
        RowConventions from = RowConventions.of(from(options, evidence));
        MigrationPlan plan = plan(options.with(facts(options, evidence)), evidence, from, run);
        checkIds(plan);
        return keeping(forecast(plan));
    }

    /**
     * Makes the plan of a run that has begun once more.
     *
     * @param run of which the id, the options and the old rows' release are taken
     * @throws OperatorException if the store is not what it was
     */
    public MigrationPlan resume(Detection detection, Run run) throws SQLException {
        return keeping(plan(
                MigrationOptions.parse(run.options()), carriable(detection), RowConventions.of(run.from()), run.id()));
    }

    private MigrationPlan keeping(MigrationPlan plan) throws SQLException {
        List<TableInventory> inventories = new ArrayList<>();
        for (TableReplacement replacement : Replacements.of(plan, dialect)) {
            inventories.add(dialect.server(connection).inventory(replacement));
        }
        TableName sessions = plan.evidence().sessions().name();
        return plan.keeping(inventories, dialect.server(connection).warnings(sessions));
    }

    /**
     * Makes the plan of a run that has ended once more, from its backup to the table that it made.
     *
     * @param options that it was run with
     * @param backup the old table under its new name
     * @param live the table that it made
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
        MigrationPlan plan = plan(options, evidence, RowConventions.of(run.from()), run.id());
        return plan.into(live);
    }

    private MigrationPlan plan(MigrationOptions options, Evidence evidence, RowConventions from, String run)
            throws SQLException {
        RowConventions to = RowConventions.of(options.to());
        checkDirection(options, from, to);
        checkBlobs(options, from, to, evidence);
        TableName sessions = evidence.sessions().name();
        WebAppMap webApps = WebAppMap.of(
                from,
                to,
                options.contextPaths(),
                evidence.survey().webApps(),
                new EarlierPaths(connection, dialect, names).of(sessions, from, to));
        if (!webApps.conflicts().isEmpty() && options.sessions() == MigrationOptions.Sessions.KEEP) {
            throw new OperatorException(
                    Kind.REFUSED,
                    String.join(" ", webApps.conflicts()),
                    "Give the real context paths with --context-path, or rename a web application. Nothing was changed.");
        }
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
        if (options.sessions() == MigrationOptions.Sessions.KEEP) {
            warnings.addAll(expiry.warnings(options.extendExpiry().shifts()));
        }
        if (evidence.releaseGuessed()
                && options.from().isEmpty()
                && !evidence.release().equals(Optional.of(from.release()))
                && evidence.survey().rows() > 0) {
            warnings.add("The rows don't tell by which release exactly they were written; they are taken to be of "
                    + from.release() + ". If you know it better, say it with --from.");
        }
        if (options.to().newerThanKnown()) {
            warnings.add("Jetty " + options.to() + " is newer than this program: it is taken to fill its tables as the"
                    + " newest release of its line does that is known here.");
        }
        return warnings;
    }

    /** What is known of the moment at which a run begins, and has to be the same when it is gone on with. */
    private MigrationOptions.Facts facts(MigrationOptions options, Evidence evidence) throws SQLException {
        long stop = options.extendExpiry().auto() ? Expiry.stopMillis(evidence.survey()) : 0;
        Optional<String> column = evidence.idsColumn().isPresent()
                ? evidence.idsColumn()
                : rememberedIdsColumn(evidence.sessions().name());
        return new MigrationOptions.Facts(
                stop, column.filter(name -> !name.equals(dialect.fold("id"))).orElse(""));
    }

    /** As a run that has set the table of ids aside has seen it. */
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

    /** Looks at the blobs as the run will, where it will. */
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
     * What was found, where that is one generation and no other.
     *
     * @throws OperatorException if there is no session store, or it is mixed or foreign
     */
    public static Evidence carriable(Detection detection) {
        if (detection instanceof Detection.Found found) {
            return found.evidence();
        }
        throw new OperatorException(Kind.REFUSED, detection.finding(), detection.advice() + " Nothing was changed.");
    }

    /** The rows of generation 1 are told by the table; those of generation 2 may need a word from the operator. */
    private static JettyRelease from(MigrationOptions options, Evidence evidence) {
        Generation generation = evidence.sessions().generation();
        Optional<JettyRelease> said = options.from();
        if (said.isPresent() && !evidence.sessions().fits(said.get())) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "--from " + said.get() + " does not fit: the primary key says generation " + generation.id(),
                    "Leave --from out, or name the release that ran on this table. Nothing was changed.");
        }
        Optional<JettyRelease> known = said.or(evidence::release);
        if (known.isEmpty() && evidence.survey().rows() == 0) {
            return generation == Generation.ONE ? JettyRelease.parse("9.3") : JettyRelease.parse("9.4");
        }
        if (known.isPresent() && said.isEmpty() && evidence.releaseGuessed() && mayBe(known.get(), options)) {
            return options.to();
        }
        return known.orElseThrow(() -> new OperatorException(
                Kind.REFUSED,
                "the rows don't tell by which release they were written: " + evidence.releaseReason(),
                "Say it with --from, for example --from 9.4 or --from 12. Nothing was changed."));
    }

    /** Releases that fill their rows alike can't be told apart: what is asked for is then one of those that fit. */
    private static boolean mayBe(JettyRelease guess, MigrationOptions options) {
        JettyRelease to = options.to();
        boolean wrongWay = options.direction() == MigrationOptions.Direction.UPGRADE
                ? guess.compareTo(to) > 0
                : guess.compareTo(to) < 0;
        RowConventions guessed = RowConventions.of(guess);
        RowConventions asked = RowConventions.of(to);
        return wrongWay
                && guessed.generation() == asked.generation()
                && guessed.rootContextPath().equals(asked.rootContextPath())
                && guessed.writes() == asked.writes();
    }

    private static void checkDirection(MigrationOptions options, RowConventions from, RowConventions to) {
        boolean up = options.direction() == MigrationOptions.Direction.UPGRADE;
        int order = from.release().compareTo(to.release());
        if (up ? order > 0 : order < 0) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the store is at " + from.release() + ", and " + to.release() + " is " + (up ? "older" : "newer"),
                    "Use ferry " + (up ? "downgrade" : "upgrade") + " --to " + to.release()
                            + ", or say with --from which release has filled the rows. Nothing was changed.");
        }
    }

    /** Two stores may share a schema, and the other one may have the table of ids under the name that is needed here. */
    private void checkIds(MigrationPlan plan) throws SQLException {
        TableName ids = plan.names().ids();
        if (plan.makesIds()
                && plan.evidence().ids().isEmpty()
                && dialect.server(connection).exists(ids)) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "the table of ids that Jetty " + plan.to().release() + " needs would be called " + ids
                            + ", and one of that name is there, of another store",
                    "Give this store's a name of its own, with -P " + TableNames.IDS_TABLE
                            + "=NAME and in Jetty's XML. Nothing was changed.");
        }
    }

    private static void checkBlobs(
            MigrationOptions options, RowConventions from, RowConventions to, Evidence evidence) {
        if (options.blobs() == MigrationOptions.Blobs.REWRITE || options.sessions() == MigrationOptions.Sessions.DROP) {
            return;
        }
        List<BlobLayout> unreadable =
                new ArrayList<>(evidence.survey().layouts().keySet());
        unreadable.removeIf(layout -> to.reads().contains(layout) || layout == BlobLayout.EMPTY);
        unreadable.remove(BlobLayout.UNKNOWN);
        boolean mayHaveEntries =
                from.writes() == BlobLayout.ENTRIES && !to.reads().contains(BlobLayout.ENTRIES);
        if (mayHaveEntries || !unreadable.isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "Jetty " + to.release() + " can't read the blobs as they are",
                    "Leave --blobs copy out: the blobs have to be rewritten. Nothing was changed.");
        }
        if (!options.dropAttributes().isEmpty() || !options.renames().isEmpty()) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "--drop-attribute and --rename change blobs, and --blobs copy leaves them alone",
                    "Leave one or the other out. Nothing was changed.");
        }
    }
}
