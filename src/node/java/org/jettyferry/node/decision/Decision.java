package org.jettyferry.node.decision;

/** What to do with the requests of a context, computed before any request needs it. Immutable. */
public final class Decision {
    public final ContextState state;
    public final boolean passes;
    public final String server;

    /** How many milliseconds a request may be parked until it is decided again; 0 if it is refused at once. */
    public final long parkMillis;

    private Decision(ContextState state, boolean passes, String server) {
        this(state, passes, server, 0);
    }

    private Decision(ContextState state, boolean passes, String server, long parkMillis) {
        this.state = state;
        this.passes = passes;
        this.server = server;
        this.parkMillis = parkMillis;
    }

    public static Decision here() {
        return new Decision(ContextState.HERE, true, "");
    }

    /** Returns the decision of a context that is disabled by itself: nobody waits for it. */
    public static Decision disabled() {
        return disabled(0);
    }

    /**
     * Returns the decision of the contexts of a disabled schema.
     *
     * @param parkMillis how long a request may be parked; 0 if it is refused at once
     */
    public static Decision disabled(long parkMillis) {
        return new Decision(ContextState.DISABLED, false, "", parkMillis);
    }

    public static Decision wrongVersion() {
        return new Decision(ContextState.WRONG_VERSION, false, "");
    }

    public static Decision elsewhere(String server) {
        return new Decision(ContextState.ELSEWHERE, false, server);
    }

    public static Decision unknown() {
        return new Decision(ContextState.UNKNOWN, true, "");
    }

    public static Decision pending(boolean passes) {
        return new Decision(ContextState.PENDING, passes, "");
    }

    /** Returns whether nothing is known of the context: the registry does not have it, or was not asked yet. */
    public boolean stranger() {
        return state == ContextState.UNKNOWN || state == ContextState.PENDING;
    }
}
