package org.jettyferry.node.routing;

/**
 * What contexts share: a schema, being disabled, or being unknown. Whatever moves it moves all of them with one write, so
 * a million contexts follow their schema at once.
 */
final class Place {
    private volatile Verdict verdict;

    Place(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }

    void verdict(Verdict verdict) {
        this.verdict = verdict;
    }
}
