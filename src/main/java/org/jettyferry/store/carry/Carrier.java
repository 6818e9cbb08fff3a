package org.jettyferry.store.carry;

import java.sql.SQLException;
import org.jettyferry.database.DatabaseException;
import org.jettyferry.database.Problem;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryPlan;
import org.jettyferry.store.verify.Expectation;

/** Does the steps of a run one after the other, from wherever it stands. */
final class Carrier {
    private final Work work;
    private final SourceCheck sourceCheck = new SourceCheck();
    private final SwapStep swap = new SwapStep(sourceCheck);
    private final Expectation expectation;

    Carrier(Work work) {
        this.work = work;
        this.expectation = new Expectation(work.database(), work.plan(), work.statements());
    }

    /** Ends the run, or throws and leaves it where it stands. */
    Run carry(Run start) {
        Run run = start;
        while (run.step() != Run.Step.DONE) {
            run = step(run);
        }
        return run;
    }

    /** How long the session table was out of reach, in milliseconds. */
    long swapMillis() {
        return swap.millis();
    }

    private Run step(Run run) {
        Run.Step step = run.step();
        if (step != Run.Step.EXPORT || work.control().backupDir().isPresent()) {
            work.control().listener().step(step, what(step));
        }
        try {
            if (step.compareTo(Run.Step.FILL) > 0 && work.plan().keepsSessions()) {
                QuarantineCheck.check(work, run);
            }
            work.journal().begins(run, step);
            return action(step).run(work, run);
        } catch (SQLException e) {
            throw failed(run, DatabaseException.of(work.dialect(), what(step), e));
        } catch (OutOfMemoryError e) { // what filled it is garbage by now
            throw new StoreException.StepFailed(
                    "could not " + what(step) + ": " + Heap.ofThisProcess().tooSmall(work.plan()), e);
        } catch (DatabaseException e) { // a step may open connections of its own
            throw failed(run, e);
        }
    }

    /**
     * Of a swap whose answer was lost only the server knows whether it happened; so it is of one that was being undone. A
     * row that was met twice was saved in between: it has moved to another block.
     */
    private StoreException failed(Run run, DatabaseException problem) {
        Run.Step step = run.step();
        if (problem.problem() == Problem.DUPLICATE && !isUpToDate(run)) {
            return SourceCheck.nodeIsAlive();
        }
        String message = String.valueOf(problem.getMessage());
        if (problem.problem() == Problem.UNFIT) {
            return new StoreException.VerificationFailed(
                    message,
                    "Nothing was swapped, and Jetty's tables are as they were. A constraint of the session table does not fit"
                            + " the sessions as Jetty "
                            + work.plan().to().release() + " writes them: drop it there, begin anew with --restart, and"
                            + " make one that fits afterwards.");
        }
        boolean lost = step == Run.Step.SWAP && problem.problem() == Problem.CONNECTION_LOST;
        return lost || swap.stands()
                ? new StoreException.OutcomeUnknown(message, problem)
                : new StoreException.StepFailed(message, problem);
    }

    private boolean isUpToDate(Run run) {
        try {
            return SourceCheck.isUpToDate(work, run);
        } catch (SQLException e) {
            return true; // as far as can be told: what failed before is what the operator has to hear of
        }
    }

    private Step action(Run.Step step) {
        return switch (step) {
            case CREATE -> new CreateStep();
            case SORT -> new SortStep();
            case FILL -> new FillStep(expectation);
            case INDEX -> new IndexStep();
            case VERIFY -> new VerifyStep(expectation, sourceCheck);
            case EXPORT -> new ExportStep();
            case SWAP, DONE -> swap;
        };
    }

    private static String filling(CarryPlan plan) {
        return plan.keepsSessions()
                ? (plan.rewrites() ? "rewrite " : "copy ") + sessions(plan.rowsToCarry())
                : "leave " + sessions(plan.evidence().survey().rows()) + " behind";
    }

    private static String sessions(long count) {
        return count == 1 ? "1 session" : count + " sessions";
    }

    private String what(Run.Step step) {
        CarryPlan plan = work.plan();
        return switch (step) {
            case CREATE -> "make the new tables";
            case SORT -> "sort out rows that can't be carried";
            case FILL -> filling(plan);
            case INDEX -> "make keys and indexes";
            case VERIFY -> "verify every row";
            case EXPORT -> "write the old tables to a file";
            case SWAP -> "swap the tables";
            case DONE -> "end";
        };
    }
}
