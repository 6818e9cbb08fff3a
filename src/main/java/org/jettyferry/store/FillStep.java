package org.jettyferry.store;

import java.sql.SQLException;

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
