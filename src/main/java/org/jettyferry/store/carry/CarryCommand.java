package org.jettyferry.store.carry;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jettyferry.database.Database;
import org.jettyferry.database.Dialect;
import org.jettyferry.store.detect.Detection;
import org.jettyferry.store.detect.Detector;
import org.jettyferry.store.detect.Survey;
import org.jettyferry.store.journal.Backup;
import org.jettyferry.store.journal.Backups;
import org.jettyferry.store.journal.Journal;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryOptions;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.plan.Planner;
import org.jettyferry.store.plan.Statements;
import org.jettyferry.store.table.StoreNames;

/** An upgrade or downgrade from the first look to the last word. Runs under the store's lock. */
public final class CarryCommand {
    private final Database database;
    private final Dialect dialect;
    private final Connection connection;
    private final StoreNames names;
    private final Detector detector;
    private final Journal journal;
    private final Unfinished unfinished;

    /**
     * Looks up the schema; changes nothing yet.
     *
     * @param database opens further connections
     * @param connection the one that holds the store's lock and changes things, in auto-commit
     * @param names what the store's tables and columns are called
     */
    public CarryCommand(Database database, Connection connection, StoreNames names) throws SQLException {
        this.database = database;
        this.dialect = database.dialect();
        this.connection = connection;
        this.names = names;
        this.detector = new Detector(connection, dialect, names);
        this.journal = new Journal(connection, dialect, detector.schema());
        this.unfinished = new Unfinished(connection, dialect, names, detector, journal);
    }

    /**
     * Carries the store, or goes on with the run that was cut off.
     *
     * @return how it ended; empty if the operator said no
     * @throws StoreException if it was refused, failed, or did not verify
     */
    public Optional<CarryResult> carry(CarryOptions options, CarryControl control) throws SQLException {
        Optional<Run> left = unfinished.settled(control.listener());
        if (left.isPresent() && left.get().done() && options.isOf(left.get())) {
            return Optional.of(ended(left.get(), options, 0, Optional.empty()));
        }
        Optional<Run> open = left.filter(run -> !run.done());
        if (open.isPresent() && control.restart()) {
            unfinished.discard(open.get());
            open = Optional.empty();
        }
        return open.isPresent() ? resume(open.get(), options, control) : begin(options, control);
    }

    private Optional<CarryResult> begin(CarryOptions options, CarryControl control) throws SQLException {
        Detection detection = detector.detect();
        Optional<Run> before = before(options, detection);
        if (before.isPresent()) {
            return Optional.of(ended(before.get(), options, 0, Optional.of(why(before.get())))
                    .with(rows(detection)));
        }
        Optional<CarryResult> nothing = nothingToDo(options, detection);
        if (nothing.isPresent()) {
            return nothing;
        }
        CarryPlan plan = new Planner(connection, dialect, names).plan(options, detection, Run.newId());
        new Preflight(connection, dialect, plan, control).check();
        if (!control.confirm().test(plan)) {
            return Optional.empty();
        }
        journal.create();
        Run run = newRun(plan);
        journal.begin(run);
        return Optional.of(work(plan, run, control));
    }

    private Optional<CarryResult> resume(Run run, CarryOptions options, CarryControl control) throws SQLException {
        if (!options.isOf(run)) {
            throw new StoreException.Refused(
                    "run " + run.id() + " was begun with other options and is not ended: "
                            + CarryOptions.parse(run.options()).words(),
                    "Give the same options to go on with it, or add --restart to throw it away and begin anew. Jetty's"
                            + " tables are as they were.");
        }
        CarryPlan plan = new Planner(connection, dialect, names).resume(detector.detect(), run);
        if (!run.isUpToDate(plan.evidence().survey().check())) { // not even rows that were carried are where they were
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

    private CarryResult work(CarryPlan plan, Run start, CarryControl control) throws SQLException {
        Work work = new Work(database, connection, journal, plan, new Statements(plan, dialect), control);
        Carrier carrier = new Carrier(work);
        Run run = carrier.carry(start);
        return ended(run, plan.options(), carrier.swapMillis(), Optional.empty());
    }

    /**
     * Why a run would have nothing to do, with what is there; empty if it would begin, go on or be refused. Changes nothing.
     */
    public Optional<CarryResult> already(CarryOptions options) throws SQLException {
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
        return "run " + run.id() + " has carried this store to Jetty " + run.to() + " already";
    }

    /** The newest ended run, if it was this command and the rows don't say that the store is something else by now. */
    private Optional<Run> before(CarryOptions options, Detection detection) throws SQLException {
        if (!(detection instanceof Detection.Found found) || options.rewriteAnyway()) {
            return Optional.empty();
        }
        return journal.lastDone(found.evidence().sessions().name())
                .filter(options::isOf)
                .filter(run -> found.evidence().release().equals(Optional.of(run.to())));
    }

    /** The store is as it should be, however it came to be so. */
    private Optional<CarryResult> nothingToDo(CarryOptions options, Detection detection) throws SQLException {
        return detection instanceof Detection.Found found
                ? new NothingToDo(connection, dialect, options).with(found)
                : Optional.empty();
    }

    /** Drops the backup where that was asked for: an earlier attempt may have been cut off between the swap and this. */
    private CarryResult ended(Run run, CarryOptions options, long swapMillis, Optional<String> already)
            throws SQLException {
        if (!options.keepBackup() && options.isOf(run)) {
            new Backups(connection, dialect, journal).purge(run, backups(run.id()));
        }
        return result(run, swapMillis, already);
    }

    private Run newRun(CarryPlan plan) {
        Survey survey = plan.evidence().survey();
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
                survey.now(),
                survey.rows(),
                plan.keepsSessions() ? survey.check() : "",
                Run.Tally.NONE);
    }

    private List<Backup> backups(String run) throws SQLException {
        return new Backups(connection, dialect, journal)
                .list(detector.schema()).stream()
                        .filter(backup -> backup.run().equals(run))
                        .toList();
    }

    private CarryResult result(Run run, long swapMillis, Optional<String> already) throws SQLException {
        return new CarryResult(
                run,
                backups(run.id()).stream().map(Backup::table).toList(),
                new Quarantine(connection, journal).codes(run.id()),
                swapMillis,
                already,
                0);
    }
}
