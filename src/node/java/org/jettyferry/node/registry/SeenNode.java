package org.jettyferry.node.registry;

/** A node of the site as its heartbeats in the registry describe it. Immutable. */
public final class SeenNode {
    private final String server;
    private final String host;
    private final String jetty;
    private final long ageMillis;
    private final long version;
    private final long inFlight;

    SeenNode(String server, String host, String jetty, long ageMillis, long version, long inFlight) {
        this.server = server;
        this.host = host;
        this.jetty = jetty;
        this.ageMillis = Math.max(0, ageMillis);
        this.version = version;
        this.inFlight = inFlight;
    }

    /** Returns the server that it belongs to. */
    public String server() {
        return server;
    }

    /** Returns its machine. */
    public String host() {
        return host;
    }

    /** Returns the version of its Jetty. */
    public String jetty() {
        return jetty;
    }

    /** Returns how old its last heartbeat was when it was read, by the clock of the database. */
    public long ageMillis() {
        return ageMillis;
    }

    /** Returns the version of the registry that it had applied. */
    public long version() {
        return version;
    }

    /** Returns how many requests were in flight on it. */
    public long inFlight() {
        return inFlight;
    }
}
