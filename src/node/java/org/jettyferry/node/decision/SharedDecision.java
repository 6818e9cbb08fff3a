package org.jettyferry.node.decision;

/**
 * The decision that many contexts share: those of one schema, all disabled ones, or all unknown ones. One write
 * changes it for all of them, so a million contexts follow their schema at once. Thread-safe.
 */
public final class SharedDecision {
    private volatile Decision decision;

    /** Starts with this decision. */
    public SharedDecision(Decision decision) {
        this.decision = decision;
    }

    public Decision decision() {
        return decision;
    }

    /** Replaces the decision for all contexts that share it. */
    public void decision(Decision decision) {
        this.decision = decision;
    }
}
