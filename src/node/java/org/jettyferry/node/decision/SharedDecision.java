package org.jettyferry.node.decision;

/**
 * What contexts share: a schema, being disabled, or being unknown. Whatever moves it moves all of them with one write, so
 * a million contexts follow their schema at once.
 */
public final class SharedDecision {
    private volatile Decision decision;

    /** With this decision to begin with. */
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
