package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;
import org.jettyferry.store.verify.ExpectedChecksums;

/** Copies the rows, each chunk and its watermark in one transaction; computes the expected checksums beside. */
record FillStep(ExpectedChecksums expectation, SourceCheck sourceCheck) implements Step {

    @Override
    public String words(MigrationPlan plan) {
        return filling(plan);
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        if (!context.plan().keepsSessions()) {
            return context.complete(run, run.at(run.step().next()));
        }
        sourceCheck.begin(context, run);
        expectation.begin(run);
        return RowCopier.run(context, run);
    }

    static String filling(MigrationPlan plan) {
        return plan.keepsSessions()
                ? (plan.rewrites() ? "rewrite " : "copy ") + sessions(plan.rowsToMigrate())
                : "leave " + sessions(plan.evidence().survey().rows()) + " behind";
    }

    private static String sessions(long count) {
        return count == 1 ? "1 session" : count + " sessions";
    }
}
