package org.jettyferry.store.plan;

import java.util.List;

/**
 * The manual procedure of the vendors, with statements for this database.
 *
 * @param title names the target
 * @param steps in their order
 */
public record ManualProcedure(String title, List<Step> steps) {
    public ManualProcedure {
        steps = List.copyOf(steps);
    }

    /**
     * A step to take by hand.
     *
     * @param what to do
     * @param statements to run; often none
     */
    public record Step(String what, List<String> statements) {
        public Step {
            statements = List.copyOf(statements);
        }
    }
}
