package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.jdbc.DatabaseException;
import org.jettyferry.jdbc.ErrorKind;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreErrors;
import org.jettyferry.store.verify.ExpectedChecksums;

/**
 * Does the steps of a run in their order, beginning with the step that the journal names.
 *
 * <p>It also turns failures into the errors that tell an operator what to do: run again (the step failed), begin anew
 * (a node was alive, or a constraint does not fit), or look first (the swap's outcome is unknown).
 */
final class StepRunner {
    private final RunContext context;
    private final SourceCheck sourceCheck = new SourceCheck();
    private final TableSwap swap;
    private final ExpectedChecksums expectedChecksums;

    StepRunner(RunContext context) {
        this.context = context;
        this.swap = context.plan().options().live() ? new LiveSwapStep() : new SwapStep(sourceCheck);
        this.expectedChecksums = new ExpectedChecksums(context.database(), context.plan(), context.statements());
    }

    /** Completes the run, or throws and leaves it at its present step. */
    Run migrate(Run start) {
        Run run = start;
        while (run.step() != Run.Step.DONE) {
            run = step(run);
        }
        return run;
    }

    /** Returns how long the session table was unavailable, in milliseconds. */
    long swapMillis() {
        return swap.millis();
    }

    private Run step(Run run) {
        Run.Step step = run.step();
        Step action = action(step);
        String words = action.words(context.plan());
        if (step != Run.Step.EXPORT || context.control().backupDir().isPresent()) {
            context.control().listener().step(step, words);
        }
        try {
            if (step.compareTo(Run.Step.FILL) > 0 && context.plan().keepsSessions()) {
                QuarantineCheck.check(context, run);
            }
            context.journal().begins(run, step);
            return action.run(context, run);
        } catch (SQLException e) {
            throw failed(run, DatabaseException.of(context.dialect(), words, e));
        } catch (OutOfMemoryError e) { // what filled the memory can be collected now
            throw StoreErrors.stepFailed(
                    "could not " + words + ": " + Heap.ofThisProcess().tooSmall(context.plan()), e);
        } catch (DatabaseException e) { // a step may open connections of its own
            throw failed(run, e);
        }
    }

    /**
     * Returns the error for a failed step. A duplicate key after a change of the old table means that a row was saved,
     * moved to another block and was read twice. If the connection is lost in the swap, or while a swap is undone, only
     * the server knows the outcome.
     */
    private OperatorException failed(Run run, DatabaseException problem) {
        Run.Step step = run.step();
        if (problem.problem() == ErrorKind.DUPLICATE && !isUpToDate(run)) {
            return SourceCheck.nodeIsAlive();
        }
        String message = String.valueOf(problem.getMessage());
        if (problem.problem() == ErrorKind.UNFIT) {
            return new OperatorException(
                    Kind.NOT_VERIFIED,
                    message,
                    "Nothing was swapped, and Jetty's tables are as they were. A constraint of the session table does not fit"
                            + " the sessions as Jetty "
                            + context.plan().to().release()
                            + " writes them: drop it there, begin anew with --restart, and"
                            + " make one that fits afterwards.");
        }
        boolean lost = step == Run.Step.SWAP && problem.problem() == ErrorKind.CONNECTION_LOST;
        return lost || swap.isRenamed()
                ? StoreErrors.outcomeUnknown(message, problem)
                : StoreErrors.stepFailed(message, problem);
    }

    private boolean isUpToDate(Run run) {
        try {
            return SourceCheck.isUpToDate(context, run);
        } catch (SQLException e) {
            return true; // unknown: report the first failure instead
        }
    }

    private Step action(Run.Step step) {
        if (context.plan().options().live()) {
            return liveAction(step);
        }
        return switch (step) {
            case CREATE -> new CreateStep();
            case SORT -> new RejectStep();
            case FILL -> new FillStep(expectedChecksums, sourceCheck);
            case INDEX -> new IndexStep();
            case VERIFY -> new VerifyStep(expectedChecksums, sourceCheck);
            case EXPORT -> new ExportStep();
            case SWAP, DONE -> swap;
        };
    }

    /** With guests at work the keys come first: each row is replaced as often as it is saved. */
    private Step liveAction(Run.Step step) {
        return switch (step) {
            case CREATE -> new CreateStep();
            case SORT -> new IndexStep();
            case FILL -> new LiveFillStep();
            case INDEX -> new LiveFollowStep();
            case VERIFY -> new LiveVerifyStep();
            case EXPORT -> new ExportStep();
            case SWAP, DONE -> swap;
        };
    }
}
