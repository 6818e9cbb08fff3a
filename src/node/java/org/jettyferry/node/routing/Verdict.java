package org.jettyferry.node.routing;

/** What is done with the requests of a context, worked out before any request asks. Immutable. */
final class Verdict {
    final Standing standing;
    final boolean through;
    final String server;

    private Verdict(Standing standing, boolean through, String server) {
        this.standing = standing;
        this.through = through;
        this.server = server;
    }

    static Verdict here() {
        return new Verdict(Standing.HERE, true, "");
    }

    static Verdict disabled() {
        return new Verdict(Standing.DISABLED, false, "");
    }

    static Verdict elsewhere(String server) {
        return new Verdict(Standing.ELSEWHERE, false, server);
    }

    static Verdict unknown() {
        return new Verdict(Standing.UNKNOWN, true, "");
    }

    static Verdict pending(boolean through) {
        return new Verdict(Standing.PENDING, through, "");
    }

    /** Whether the registry has, for now, nothing to say of the context. */
    boolean stranger() {
        return standing == Standing.UNKNOWN || standing == Standing.PENDING;
    }
}
