package org.jettyferry.store;

import java.sql.SQLException;
import org.jettyferry.database.DatabaseException;

/** Does the steps of a run one after the other, from wherever it stands. */
final class Carrier {
    private final Work work;
    private final SwapStep swap = new SwapStep();
    private final Expectation expectation;

    Carrier(Work work) {
        this.work = work;
        this.expectation = new Expectation(work);
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
        work.control().listener().step(step, what(step));
        try {
            work.journal().begins(run, step);
            Run next = action(step).run(work, run);
            if (next.step() != Run.Step.DONE) {
                work.journal().save(next);
            }
            work.journal().ends(run, step);
            return next;
        } catch (SQLException e) {
            DatabaseException problem = DatabaseException.of(work.dialect(), what(step), e);
            throw new StoreException.StepFailed(String.valueOf(problem.getMessage()), problem);
        }
    }

    private Step action(Run.Step step) {
        return switch (step) {
            case CREATE -> new CreateStep();
            case SORT -> new SortStep();
            case FILL -> new FillStep(expectation);
            case INDEX -> new IndexStep();
            case VERIFY -> new VerifyStep(expectation);
            case EXPORT -> new ExportStep();
            case SWAP, DONE -> swap;
        };
    }

    private String what(Run.Step step) {
        CarryPlan plan = work.plan();
        return switch (step) {
            case CREATE -> "make the new tables";
            case SORT -> "sort out rows that can't be carried";
            case FILL -> (plan.rewrites() ? "rewrite " : "copy ") + plan.rowsToCarry() + " sessions";
            case INDEX -> "make keys and indexes";
            case VERIFY -> "verify every row";
            case EXPORT -> "write the old tables to a file";
            case SWAP -> "swap the tables";
            case DONE -> "end";
        };
    }
}
