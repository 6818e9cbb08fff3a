package org.jettyferry.node.decision;

/** What to do with the requests of a context, computed before any request needs it. Immutable. */
public final class Decision {
    public final ContextState state;
    public final boolean passes;
    public final String server;

    private Decision(ContextState state, boolean passes, String server) {
        this.state = state;
        this.passes = passes;
        this.server = server;
    }

    public static Decision here() {
        return new Decision(ContextState.HERE, true, "");
    }

    public static Decision disabled() {
        return new Decision(ContextState.DISABLED, false, "");
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
