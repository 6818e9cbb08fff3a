package org.jettyferry.update.column;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.ColumnPair;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.jdbc.Sql;

/** The steps of a change, under the lock of its table. Each goes on from the recorded phase. */
final class ColumnRun {
    private final ColumnTarget target;
    private final ColumnPair pair;
    private final ColumnJournal journal;
    private final ColumnChecks checks;
    private final Lanes lanes;
    private final ShortLocks locks;
    private final ColumnListener listener;

    ColumnRun(ColumnTarget target, Lanes lanes, ShortLocks locks, ColumnListener listener) {
        this.target = target;
        this.pair = target.pair();
        this.journal = ColumnJournal.of(target);
        this.checks = new ColumnChecks(target, lanes, journal);
        this.lanes = lanes;
        this.locks = locks;
        this.listener = listener;
    }

    // ---- expand ----

    ColumnTarget expand(ColumnChange change, boolean acceptUses, CopyLimit limit) throws SQLException {
        ColumnState state = begun(change, acceptUses);
        if (state.phase() == Phase.ADDING) {
            state = add(state);
        }
        ColumnTarget both = ColumnTarget.of(target.connection(), target.dialect(), change);
        if (state.phase() == Phase.COPYING) {
            listener.tell("copy the rows");
            state = step(
                    new RowCopy(both, lanes, locks, limit, listener).run(state).at(Phase.CHECKING));
        }
        listener.tell("compare both columns");
        compare(both, state);
        return both;
    }

    private ColumnState begun(ColumnChange change, boolean acceptUses) throws SQLException {
        Optional<ColumnState> known = recorded();
        if (known.isPresent()) {
            mayGoOn(known.get(), change);
            return known.get();
        }
        checks.beforeExpand(acceptUses);
        Sql.execute(target.connection(), journal.making());
        ColumnState state = new ColumnState(
                Phase.ADDING,
                ColumnTarget.definition(target.dialect(), change),
                change.release(),
                Optional.empty(),
                0,
                0);
        locks.run("record the change", () -> {
            journal.forget(pair);
            journal.begin(pair, state);
        });
        return state;
    }

    /** A contraction long ago does not count once a later change has brought the old column back. */
    Optional<ColumnState> recorded() throws SQLException {
        boolean back = target.hasOld() && !target.hasNew();
        return journal.find(pair).filter(state -> !(back && state.phase() == Phase.CONTRACTED));
    }

    private void mayGoOn(ColumnState state, ColumnChange change) {
        if (state.phase().compareTo(Phase.EXPANDED) > 0) {
            throw refused(
                    "the change is past its expansion: its phase is "
                            + state.phase().word(),
                    state.phase() == Phase.ABORTING
                            ? "Run ferry column abort again, which ends it, and then this command."
                            : state.phase() == Phase.CONTRACTING
                                    ? "Run ferry column contract again, which ends it."
                                    : "There is nothing to do.");
        }
        if (!state.definition().equals(ColumnTarget.definition(target.dialect(), change))) {
            throw refused(
                    "the file says something else than what has been expanded",
                    "Undo the change of old, type, up or down in the file; or run ferry column abort, and expand anew.");
        }
    }

    private ColumnState add(ColumnState state) throws SQLException {
        listener.tell("add column " + pair.newColumn().name() + " and the triggers");
        ColumnState next = state.copyAnew(Sql.number(
                target.connection(), "select count(*) from " + pair.table().sql(target.dialect())));
        locks.run("add the column", () -> {
            locks.execute(adding());
            journal.update(pair, next);
        });
        return next;
    }

    /** Asks the server what is there already: a killed run may have come to any point where each statement commits. */
    private List<String> adding() throws SQLException {
        List<String> statements = new ArrayList<>();
        boolean there = target.server().table(pair.table()).stream()
                .anyMatch(table -> table.column(pair.newColumn().name()).isPresent());
        if (!there) {
            statements.add(target.sync().addColumn(pair));
        }
        List<String> made = target.server().triggers(pair.table());
        for (String trigger : target.sync().triggers(pair)) {
            if (!made.contains(trigger)) {
                statements.addAll(target.sync().createTrigger(pair, trigger));
            }
        }
        return statements;
    }

    private void compare(ColumnTarget both, ColumnState state) throws SQLException {
        Drift drift = new DriftSearch(both, lanes, state.rowsTotal()).inAll();
        boolean expanded = state.phase() == Phase.EXPANDED;
        if (!expanded) {
            step(drift.isNone() ? state.at(Phase.EXPANDED) : state.copyAnew(state.rowsTotal()));
        }
        if (!drift.isNone()) {
            throw new OperatorException(
                    Kind.RESUMABLE,
                    checks.disagree(drift),
                    checks.remedy() + " The triggers are at work, and every value is kept.");
        }
    }

    private ColumnState step(ColumnState next) throws SQLException {
        locks.run("record the step", () -> journal.update(pair, next));
        return next;
    }

    List<String> expandPlan(ColumnChange change, boolean acceptUses, CopyLimit limit) throws SQLException {
        Optional<ColumnState> known = recorded();
        List<String> plan = new ArrayList<>();
        if (known.isPresent()) {
            mayGoOn(known.get(), change);
        } else {
            checks.beforeExpand(acceptUses);
            plan.addAll(journal.making());
        }
        plan.addAll(adding());
        plan.add(target.sync().copyMark(pair));
        TableKey.Range range =
                target.key().after(target.connection(), known.flatMap(ColumnState::watermark), limit.chunkRows());
        plan.addAll(target.sync().copy(pair, target.server().selfUpdating(pair.table()), range.condition()));
        return plan;
    }

    // ---- contract ----

    ColumnTarget contract(ColumnChange change, String release, boolean acceptSame, ColumnUsers nodes)
            throws SQLException {
        ColumnState state = mayContract(change, release, acceptSame, nodes);
        if (state.phase() != Phase.CONTRACTED) {
            listener.tell("drop the triggers and column " + pair.oldColumn().name());
            step(state.at(Phase.CONTRACTING));
            locks.run("drop the column", () -> {
                locks.execute(dropping(pair.oldColumn().name()));
                journal.update(pair, state.at(Phase.CONTRACTED));
            });
        }
        return ColumnTarget.of(target.connection(), target.dialect(), change);
    }

    private ColumnState mayContract(ColumnChange change, String release, boolean acceptSame, ColumnUsers nodes)
            throws SQLException {
        Optional<ColumnState> known = journal.find(pair);
        Phase phase = known.map(ColumnState::phase).orElse(Phase.NONE);
        if (known.isEmpty() || phase.compareTo(Phase.EXPANDED) < 0 || phase == Phase.ABORTING) {
            throw refused(
                    "the column is not expanded: the phase of the change is " + phase.word(),
                    "Run ferry column expand to its end first.");
        }
        if (phase == Phase.EXPANDED) {
            checks.beforeContract(release, known.get(), acceptSame, nodes.nodesThatNeedTheOldColumn(change));
        }
        return known.get();
    }

    List<String> contractPlan(ColumnChange change, String release, boolean acceptSame, ColumnUsers nodes)
            throws SQLException {
        return mayContract(change, release, acceptSame, nodes).phase() == Phase.CONTRACTED
                ? List.of()
                : dropping(pair.oldColumn().name());
    }

    // ---- abort ----

    ColumnTarget abort() throws SQLException {
        Optional<ColumnState> state = mayAbort();
        if (state.isPresent()) {
            listener.tell("drop the triggers and column " + pair.newColumn().name());
            step(state.get().at(Phase.ABORTING));
            locks.run("drop the column", () -> {
                locks.execute(dropping(pair.newColumn().name()));
                journal.forget(pair);
            });
        }
        return new ColumnTarget(
                target.connection(),
                target.dialect(),
                target.server().table(pair.table()).orElse(target.table()),
                pair,
                target.key());
    }

    private Optional<ColumnState> mayAbort() throws SQLException {
        Optional<ColumnState> state = journal.find(pair);
        Phase phase = state.map(ColumnState::phase).orElse(Phase.NONE);
        if (phase == Phase.CONTRACTING || phase == Phase.CONTRACTED) {
            throw refused(
                    "the old column is being dropped or is gone: the phase of the change is " + phase.word(),
                    phase == Phase.CONTRACTING
                            ? "Run ferry column contract again, which ends it."
                            : "To go back, declare a change from the new column to one like the old.");
        }
        return state;
    }

    List<String> abortPlan() throws SQLException {
        return mayAbort().isPresent() ? dropping(pair.newColumn().name()) : List.of();
    }

    private List<String> dropping(String column) {
        return target.sync().drop(pair, column);
    }

    private static OperatorException refused(String what, String remedy) {
        return new OperatorException(Kind.REFUSED, what, remedy + " Nothing was changed.");
    }
}
