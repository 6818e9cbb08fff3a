package org.jettyferry.store.migrate;

import java.sql.SQLException;
import org.jettyferry.store.journal.Run;

/** One step of a run. May be cut off at any instant and is then run again from its beginning. */
@FunctionalInterface
interface Step {
    /** Does the step, records it in the journal, and answers the run with the next one to do. */
    Run run(RunContext context, Run run) throws SQLException;
}
