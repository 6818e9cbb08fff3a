package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.verify.ExpectedChecksums;

/** Copies the rows, each chunk and its watermark in one transaction; computes the expected checksums beside. */
record FillStep(ExpectedChecksums expectation, SourceCheck sourceCheck) implements Step {

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        if (!context.plan().keepsSessions()) {
            return context.complete(run, run.at(run.step().next()));
        }
        sourceCheck.begin(context, run);
        expectation.begin(run);
        return RowCopier.run(context, run);
    }
}
