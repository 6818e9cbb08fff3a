package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.store.journal.Run;

/** One step of a run. It may be interrupted at any instant, and is then done again from its beginning. */
@FunctionalInterface
interface Step {
    /** Does the step, records it in the journal, and returns the run at its next step. */
    Run run(RunContext context, Run run) throws SQLException;
}
