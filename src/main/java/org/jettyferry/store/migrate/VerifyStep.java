package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.List;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.verify.Checksums;
import org.jettyferry.store.verify.ExpectedChecksums;

/**
 * Compares the new table with the checksums that follow from the old one: the count of rows; a sum of checks over all
 * columns of every row; a sum of checks over every blob, bound to its session.
 */
record VerifyStep(ExpectedChecksums expectation, SourceCheck sourceCheck) implements Step {
    @Override
    public String words(MigrationPlan plan) {
        return "verify every row";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        Checksums actual = SourceCheck.actual(context, run);
        List<String> differences = actual.differences(expectation.of(context.connection(), run));
        if (!differences.isEmpty() && !SourceCheck.isUpToDate(context, run)) {
            throw SourceCheck.nodeIsAlive(); // which explains the differences
        }
        if (!differences.isEmpty()) {
            throw new OperatorException(
                    Kind.NOT_VERIFIED,
                    "the new table is not what it should be: " + String.join(", ", differences),
                    "It was not swapped in, and Jetty's tables are as they were. Make sure that every node is stopped, then"
                            + " begin anew with --restart.");
        }
        sourceCheck.verified(actual);
        return context.complete(run, run.at(run.step().next()));
    }
}
