package org.jettyferry.node.routing;

/** A request that was not let through: no path, no query, nothing that the client chose. Immutable. */
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

    /** When, in milliseconds since 1970. */
    public long time() {
        return time;
    }

    /** The registry's id of the context; empty if it was not looked up yet. */
    public String context() {
        return context;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** The host, with port, that it was sent to; empty if it was sent nowhere. */
    public String target() {
        return target;
    }
}
