package org.jettyferry.store.migrate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.StoreNames;

/**
 * An upgrade or downgrade, from the detection of the store to the result. Runs under the store's lock.
 *
 * <p>The same command begins a run, resumes it and finds it finished; the operator need not know which. In this order:
 * an interrupted run whose swap had already happened is completed in the journal; with {@code --restart} an unfinished
 * run is discarded; an unfinished run with the same options is resumed and with other options refused; a store that is
 * already migrated gets a result that says so; otherwise a new run begins.
 */
public final class Migration {
    private final Database database;
    private final Dialect dialect;
    private final Connection connection;
    private final StoreNames names;
    private final Detector detector;
    private final Journal journal;
    private final InterruptedRun interruptedRun;

    /**
     * Looks up the schema; changes nothing yet.
     *
     * @param database to open further connections
     * @param connection that holds the store's lock and makes the changes; in auto-commit
     * @param names of the store's tables and columns
     */
    public Migration(Database database, Connection connection, StoreNames names) throws SQLException {
        this.database = database;
        this.dialect = database.dialect();
        this.connection = connection;
        this.names = names;
        this.detector = new Detector(connection, dialect, names);
        this.journal = new Journal(connection, dialect, detector.schema());
        this.interruptedRun = new InterruptedRun(connection, dialect, names, detector, journal);
    }

    /**
     * Migrates the store, or resumes the run that was interrupted.
     *
     * @return the result; empty if the operator did not confirm
     * @throws StoreException if the run was refused, failed, or did not verify
     */
    public Optional<MigrationResult> migrate(MigrationOptions options, MigrationControl control) throws SQLException {
        Optional<Run> left = interruptedRun.reconciled(control.listener());
        if (left.isPresent() && left.get().done() && options.isOf(left.get())) {
            return Optional.of(complete(left.get(), options, 0, Optional.empty()));
        }
        Optional<Run> open = left.filter(run -> !run.done());
        if (open.isPresent() && control.restart()) {
            interruptedRun.discard(open.get());
            open = Optional.empty();
        }
        return open.isPresent() ? resume(open.get(), options, control) : begin(options, control);
    }

    private Optional<MigrationResult> begin(MigrationOptions options, MigrationControl control) throws SQLException {
        Detection detection = detector.detect();
        Optional<Run> before = before(options, detection);
        if (before.isPresent()) {
            return Optional.of(complete(before.get(), options, 0, Optional.of(why(before.get())))
                    .with(rows(detection)));
        }
        Optional<MigrationResult> nothing = nothingToDo(options, detection);
        if (nothing.isPresent()) {
            return nothing;
        }
        MigrationPlan plan = new Planner(connection, dialect, names).plan(options, detection, Run.newId());
        new Preflight(connection, dialect, plan, control).check();
        if (!control.confirm().test(plan)) {
            return Optional.empty();
        }
        journal.create();
        Run run = newRun(plan);
        journal.begin(run);
        return Optional.of(work(plan, run, control));
    }

    private Optional<MigrationResult> resume(Run run, MigrationOptions options, MigrationControl control)
            throws SQLException {
        if (!options.isOf(run)) {
            throw new StoreException.Refused(
                    "run " + run.id() + " was begun with other options and is not ended: "
                            + MigrationOptions.parse(run.options()).words(),
                    "Give the same options to go on with it, or add --restart to throw it away and begin anew. Jetty's"
                            + " tables are as they were.");
        }
        MigrationPlan plan = new Planner(connection, dialect, names).resume(detector.detect(), run);
        if (!run.isUpToDate(plan.evidence().survey().check())) { // a saved row may have moved behind a watermark
            throw SourceCheck.nodeIsAlive();
        }
        new Preflight(connection, dialect, plan, control).checkAgain();
        if (!control.confirm().test(plan)) {
            return Optional.empty();
        }
        control.listener()
                .note("Going on with run " + run.id() + " at step "
                        + run.step().name().toLowerCase(Locale.ROOT) + ", "
                        + run.tally().settled() + " rows are done.");
        journal.takeOver(run);
        return Optional.of(work(plan, run, control));
    }

    private MigrationResult work(MigrationPlan plan, Run start, MigrationControl control) throws SQLException {
        RunContext context =
                new RunContext(database, connection, journal, plan, new Statements(plan, dialect), control);
        StepRunner stepRunner = new StepRunner(context);
        Run run = stepRunner.migrate(start);
        return complete(run, plan.options(), stepRunner.swapMillis(), Optional.empty());
    }

    /**
     * Returns the result of a run that has nothing to do; empty if a run would begin, resume or be refused. Changes
     * nothing.
     */
    public Optional<MigrationResult> already(MigrationOptions options) throws SQLException {
        if (journal.unfinished(detector.store()).isPresent()) {
            return Optional.empty();
        }
        Detection detection = detector.detect();
        Optional<Run> before = before(options, detection);
        return before.isPresent()
                ? Optional.of(
                        result(before.get(), 0, Optional.of(why(before.get()))).with(rows(detection)))
                : nothingToDo(options, detection);
    }

    private static long rows(Detection detection) {
        return detection.seen().map(evidence -> evidence.survey().rows()).orElse(0L);
    }

    private static String why(Run run) {
        return "run " + run.id() + " has migrated this store to Jetty " + run.to() + " already";
    }

    /** Returns the newest ended run if it had these options and the rows still are of its target release. */
    private Optional<Run> before(MigrationOptions options, Detection detection) throws SQLException {
        if (!(detection instanceof Detection.Found found) || options.rewriteAnyway()) {
            return Optional.empty();
        }
        return journal.lastDone(found.evidence().sessions().name())
                .filter(options::isOf)
                .filter(run -> found.evidence().release().equals(Optional.of(run.to())));
    }

    private Optional<MigrationResult> nothingToDo(MigrationOptions options, Detection detection) throws SQLException {
        return detection instanceof Detection.Found found
                ? new AlreadyMigrated(connection, dialect, options).check(found)
                : Optional.empty();
    }

    /** Drops the backup if asked for; an earlier attempt may have ended between the swap and this. */
    private MigrationResult complete(Run run, MigrationOptions options, long swapMillis, Optional<String> already)
            throws SQLException {
        if (!options.keepBackup() && options.isOf(run)) {
            new Backups(connection, dialect, journal).purge(run, backups(run.id()));
        }
        return result(run, swapMillis, already);
    }

    private Run newRun(MigrationPlan plan) {
        TableStatistics statistics = plan.evidence().survey();
        return new Run(
                plan.names().run(),
                plan.names().sessions().toString(),
                plan.options().direction().word(),
                plan.from().release(),
                plan.to().release(),
                plan.options().canonical(),
                false,
                Run.Step.CREATE,
                Optional.empty(),
                statistics.now(),
                statistics.rows(),
                plan.keepsSessions() ? statistics.check() : "",
                Run.Tally.NONE);
    }

    private List<Backup> backups(String run) throws SQLException {
        return new Backups(connection, dialect, journal)
                .list(detector.schema()).stream()
                        .filter(backup -> backup.run().equals(run))
                        .toList();
    }

    private MigrationResult result(Run run, long swapMillis, Optional<String> already) throws SQLException {
        return new MigrationResult(
                run,
                backups(run.id()).stream().map(Backup::table).toList(),
                new Quarantine(connection, journal).codes(run.id()),
                swapMillis,
                already,
                0);
    }
}
