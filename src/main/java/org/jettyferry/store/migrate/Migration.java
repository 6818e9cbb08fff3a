package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.StoreHandle;
import org.jettyferry.store.detect.TableStatistics;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationOptions;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.transfer.LiveTransfer;

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
    private final StoreHandle store;
    private final InterruptedRun interruptedRun;

    /**
     * Creates the migration; reads nothing yet.
     *
     * @param database to open further connections
     * @param store over the connection that holds the store's lock
     */
    public Migration(Database database, StoreHandle store) {
        this.database = database;
        this.store = store;
        this.interruptedRun = new InterruptedRun(store);
    }

    /**
     * Migrates the store, or resumes the run that was interrupted.
     *
     * @return the result; empty if the operator did not confirm
     * @throws OperatorException if the run was refused, failed, or did not verify
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
        Detection detection = store.detector().detect();
        Optional<Run> before = before(options, detection);
        if (before.isPresent()) {
            return Optional.of(complete(before.get(), options, 0, Optional.of(why(before.get())))
                    .with(rows(detection)));
        }
        Optional<MigrationResult> nothing = nothingToDo(options, detection);
        if (nothing.isPresent()) {
            return nothing;
        }
        MigrationPlan plan = planner().plan(options, detection, Run.newId());
        new Preflight(store.connection(), store.dialect(), plan, control).check();
        if (!control.confirm().test(plan)) {
            return Optional.empty();
        }
        store.journal().create();
        Run run = newRun(plan);
        store.journal().begin(run);
        return Optional.of(work(plan, run, control));
    }

    private Optional<MigrationResult> resume(Run left, MigrationOptions options, MigrationControl control)
            throws SQLException {
        if (!options.isOf(left)) {
            throw new OperatorException(
                    Kind.REFUSED,
                    "run " + left.id() + " was begun with other options and is not ended: "
                            + MigrationOptions.parse(left.options()).words(),
                    "Give the same options to go on with it, or add --restart to throw it away and begin anew. Jetty's"
                            + " tables are as they were.");
        }
        MigrationPlan plan = planner().resume(store.detector().detect(), left);
        if (!left.isUpToDate(plan.evidence().survey().check())) { // a saved row may have moved behind a watermark
            throw SourceCheck.nodeIsAlive();
        }
        new Preflight(store.connection(), store.dialect(), plan, control).checkAgain();
        if (!control.confirm().test(plan)) {
            return Optional.empty();
        }
        Run run = store.journal().takeOver(left);
        control.listener()
                .note("Going on with run " + run.id() + " at step "
                        + run.step().name().toLowerCase(Locale.ROOT) + ", "
                        + run.tally().settled() + " rows are done.");
        return Optional.of(work(plan, run, control));
    }

    private Planner planner() {
        return new Planner(store.connection(), store.dialect(), store.names());
    }

    private MigrationResult work(MigrationPlan plan, Run start, MigrationControl control) throws SQLException {
        RunContext context = new RunContext(
                database,
                store.connection(),
                store.journal(),
                plan,
                new Statements(plan, database.dialect()),
                control,
                store.names());
        StepRunner stepRunner = new StepRunner(context);
        Run run = stepRunner.migrate(start);
        return complete(run, plan.options(), stepRunner.swapMillis(), Optional.empty());
    }

    /**
     * Returns the result of a run that has nothing to do; empty if a run would begin, resume or be refused. Changes
     * nothing.
     */
    public Optional<MigrationResult> already(MigrationOptions options) throws SQLException {
        if (store.journal().unfinished(store.detector().store()).isPresent()) {
            return Optional.empty();
        }
        Detection detection = store.detector().detect();
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
        return store.journal()
                .lastDone(found.evidence().sessions().name())
                .filter(options::isOf)
                .filter(run -> found.evidence().release().equals(Optional.of(run.to())));
    }

    private Optional<MigrationResult> nothingToDo(MigrationOptions options, Detection detection) throws SQLException {
        return detection instanceof Detection.Found found
                ? new AlreadyMigrated(store.connection(), store.dialect(), options).check(found)
                : Optional.empty();
    }

    /** Drops the backup if asked for; an earlier attempt may have ended between the swap and this. */
    private MigrationResult complete(Run run, MigrationOptions options, long swapMillis, Optional<String> already)
            throws SQLException {
        if (!options.keepBackup() && options.isOf(run)) {
            store.backups().purge(run, backups(run.id()));
        }
        if (options.live() && options.isOf(run)) { // a kill may have come between the swap and this
            LiveTransfer.forget(store.connection(), store.dialect(), store.schema(), run.id());
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
                plan.keepsSessions() && !plan.options().live() ? statistics.check() : "",
                Run.Tally.NONE);
    }

    private List<Backup> backups(String run) throws SQLException {
        return store.backups().list(store.schema()).stream()
                .filter(backup -> backup.run().equals(run))
                .toList();
    }

    private MigrationResult result(Run run, long swapMillis, Optional<String> already) throws SQLException {
        return new MigrationResult(
                run,
                backups(run.id()).stream().map(Backup::table).toList(),
                store.quarantine().codes(run.id()),
                swapMillis,
                already,
                0);
    }
}
