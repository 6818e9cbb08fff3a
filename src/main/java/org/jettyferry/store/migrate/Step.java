package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.MigrationPlan;

/** One step of a run. It may be interrupted at any instant, and is then done again from its beginning. */
interface Step {
    /** Returns what the step does, in words that fit behind "could not". */
    String words(MigrationPlan plan);

    /** Does the step, records it in the journal, and returns the run at its next step. */
    Run run(RunContext context, Run run) throws SQLException;
}
