package org.jettyferry.node.route;

/** A rejected request for the status pages, without path, query or anything else that the client chose. Immutable. */
public final class RecentDecision {
    private final long time;
    private final String context;
    private final Outcome outcome;
    private final String target;

    RecentDecision(long time, String context, Outcome outcome, String target) {
        this.time = time;
        this.context = context;
        this.outcome = outcome;
        this.target = target;
    }

    /** Returns the time in milliseconds since 1970. */
    public long time() {
        return time;
    }

    /** Returns the registry's id of the context; empty if it was not looked up yet. */
    public String context() {
        return context;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Returns host and port of the redirect; empty if the request was not redirected. */
    public String target() {
        return target;
    }
}
