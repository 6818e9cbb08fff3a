package org.jettyferry.store.migrate;

import org.jettyferry.store.plan.MigrationPlan;

/** The step that puts the new tables in the place of the old ones, which stay as a backup. */
interface TableSwap extends Step {
    @Override
    default String words(MigrationPlan plan) {
        return "swap the tables";
    }

    /** Returns how long statements on the session table had to wait, in milliseconds. */
    long millis();

    /** Returns whether the tables are renamed and no rollback can undo it. */
    boolean isRenamed();
}
