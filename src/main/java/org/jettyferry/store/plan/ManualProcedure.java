package org.jettyferry.store.plan;

import java.util.List;

/**
 * The vendors' manual procedure with statements that are right for the database at hand.
 *
 * @param title what it leads to
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
     * @param statements to type; often none
     */
    public record Step(String what, List<String> statements) {
        public Step {
            statements = List.copyOf(statements);
        }
    }
}
