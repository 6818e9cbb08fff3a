package org.jettyferry.node.routing;

/** What is done with the requests of a context, worked out before any request asks. Immutable. */
public final class Verdict {
    public final Standing standing;
    public final boolean through;
    public final String server;

    private Verdict(Standing standing, boolean through, String server) {
        this.standing = standing;
        this.through = through;
        this.server = server;
    }

    public static Verdict here() {
        return new Verdict(Standing.HERE, true, "");
    }

    public static Verdict disabled() {
        return new Verdict(Standing.DISABLED, false, "");
    }

    public static Verdict elsewhere(String server) {
        return new Verdict(Standing.ELSEWHERE, false, server);
    }

    public static Verdict unknown() {
        return new Verdict(Standing.UNKNOWN, true, "");
    }

    public static Verdict pending(boolean through) {
        return new Verdict(Standing.PENDING, through, "");
    }

    /** Whether the registry has, for now, nothing to say of the context. */
    public boolean stranger() {
        return standing == Standing.UNKNOWN || standing == Standing.PENDING;
    }
}
