package org.jettyferry.store.carry;

import java.sql.SQLException;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.verify.Expectation;

/** Brings the rows over, a chunk and its watermark in one transaction. */
record FillStep(Expectation expectation) implements Step {

    @Override
    public Run run(Work work, Run run) throws SQLException {
        if (!work.plan().keepsSessions()) {
            return work.ended(run, run.at(run.step().next()));
        }
        expectation.begin(run);
        return Fill.run(work, run);
    }
}
