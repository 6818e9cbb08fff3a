package org.jettyferry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.Database;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Sql;
import org.jettyferry.database.Table;
import org.jettyferry.database.TableName;

/** An upgrade or downgrade from the first look to the last word. Runs under the store's lock. */
final class CarryCommand {
    private final Database database;
    private final Dialect dialect;
    private final Connection connection;
    private final StoreNames names;
    private final Detector detector;
    private final Journal journal;

    CarryCommand(Database database, Connection connection, StoreNames names) throws SQLException {
        this.database = database;
        this.dialect = database.dialect();
        this.connection = connection;
        this.names = names;
        this.detector = new Detector(connection, dialect, names);
        this.journal = new Journal(connection, dialect, detector.schema());
    }

    Optional<CarryResult> carry(CarryOptions options, CarryControl control) throws SQLException {
        Optional<Run> unfinished = unfinished();
        if (unfinished.isPresent() && isSwapped(unfinished.get())) {
            return Optional.of(finish(unfinished.get()));
        }
        if (unfinished.isPresent() && control.restart()) {
            discard(unfinished.get());
            unfinished = Optional.empty();
        }
        return unfinished.isPresent() ? resume(unfinished.get(), options, control) : begin(options, control);
    }

    private Optional<Run> unfinished() throws SQLException {
        Optional<Table> table = detector.find(names.table());
        return table.isPresent() ? journal.unfinished(table.get().name()) : Optional.empty();
    }

    private Optional<CarryResult> begin(CarryOptions options, CarryControl control) throws SQLException {
        Detection detection = detector.detect();
        Optional<CarryResult> already = already(options, detection);
        if (already.isPresent()) {
            return already;
        }
        CarryPlan plan = new Planner(connection, dialect, names).plan(options, detection, SessionStore.newRunId());
        new Preflight(connection, dialect, plan, control.assumeStopped()).check(control.listener());
        if (!control.confirm().test(plan)) {
            return Optional.empty();
        }
        journal.create();
        Run run = newRun(plan);
        journal.begin(run);
        return Optional.of(work(plan, run, control));
    }

    private Optional<CarryResult> resume(Run run, CarryOptions options, CarryControl control) throws SQLException {
        if (!run.options().equals(options.canonical())) {
            throw new StoreException.Refused(
                    "run " + run.id() + " was begun with other options and is not ended: " + run.options(),
                    "Give the same options to go on with it, or add --restart to throw it away and begin anew. Jetty's"
                            + " tables are as they were.");
        }
        CarryPlan plan = new Planner(connection, dialect, names).resume(options, detector.detect(), run);
        if (!control.confirm().test(plan)) {
            return Optional.empty();
        }
        control.listener()
                .note("Going on with run " + run.id() + " at step "
                        + run.step().name().toLowerCase(java.util.Locale.ROOT) + ", "
                        + run.tally().rows() + " rows are done.");
        journal.takeOver(run);
        return Optional.of(work(plan, run, control));
    }

    private CarryResult work(CarryPlan plan, Run start, CarryControl control) throws SQLException {
        Work work = new Work(database, connection, journal, plan, new Statements(plan, dialect), control);
        Carrier carrier = new Carrier(work);
        Run run = carrier.carry(start);
        if (!plan.options().keepBackup()) {
            new Backups(connection, dialect, journal).purge(backups(run.id()));
        }
        return result(run, carrier.swapMillis(), false);
    }

    /** The swap was done and only the journal does not know it yet. */
    private CarryResult finish(Run run) throws SQLException {
        journal.takeOver(run);
        Run done = run.at(Run.Step.DONE);
        journal.save(done);
        return result(done, 0, false);
    }

    private Optional<CarryResult> already(CarryOptions options, Detection detection) throws SQLException {
        if (!(detection instanceof Detection.Found found)) {
            return Optional.empty();
        }
        Optional<Run> last = journal.lastDone(found.evidence().sessions().name());
        // By now the table may be another one: dropped and made anew, or put back by hand.
        boolean same = last.isPresent()
                && last.get().to().equals(options.to())
                && SessionRelease.fits(options.to(), found.generation());
        return same ? Optional.of(result(last.get(), 0, true)) : Optional.empty();
    }

    private boolean isSwapped(Run run) throws SQLException {
        return run.step() == Run.Step.SWAP && SwapStep.isSwapped(connection, dialect, tables(run));
    }

    private Names tables(Run run) throws SQLException {
        TableName sessions = detector.find(names.table()).orElseThrow().name();
        return Names.of(sessions, names, dialect, run.id());
    }

    private void discard(Run run) throws SQLException {
        Names tables = tables(run);
        for (TableName table : List.of(tables.newSessions(), tables.newIds())) {
            if (dialect.exists(connection, table)) {
                Sql.execute(connection, "drop table " + table.sql(dialect));
            }
        }
        journal.forget(run);
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
                survey.check(),
                Run.Tally.NONE);
    }

    private List<Backup> backups(String run) throws SQLException {
        return new Backups(connection, dialect, journal)
                .list(detector.schema()).stream()
                        .filter(backup -> backup.run().equals(run))
                        .toList();
    }

    private CarryResult result(Run run, long swapMillis, boolean already) throws SQLException {
        return new CarryResult(
                run,
                backups(run.id()).stream().map(Backup::table).toList(),
                SessionStore.quarantined(connection, journal, run.id()),
                swapMillis,
                already);
    }
}
