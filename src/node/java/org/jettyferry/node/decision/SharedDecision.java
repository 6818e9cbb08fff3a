package org.jettyferry.node.decision;

/**
 * What contexts share: a schema, being disabled, or being unknown. Whatever moves it moves all of them with one write, so
 * a million contexts follow their schema at once.
 */
public final class SharedDecision {
    private volatile Decision decision;

    public SharedDecision(Decision decision) {
        this.decision = decision;
    }

    public Decision decision() {
        return decision;
    }

    /** Puts another decision in force for all contexts that share it. */
    public void decision(Decision decision) {
        this.decision = decision;
    }
}
