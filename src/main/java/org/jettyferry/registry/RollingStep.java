package org.jettyferry.registry;

/**
 * The steps by which a rolling upgrade takes a schema to another server, in their order. The names are stored and never change.
 */
public enum RollingStep {
    /** Nothing has happened. */
    WAIT("waits"),
    /** Its sessions are copied, while it is open on the old server. */
    COPY("copies sessions"),
    /** It is closed on all nodes. */
    CLOSE("closes"),
    /** Requests end, and nodes let go of its sessions. */
    DRAIN("drains"),
    /** Its updates run. */
    UPDATE("updates"),
    /** Its sessions arrive at the new server. */
    ARRIVE("brings the sessions in"),
    /** It is assigned to the new server and opened there. */
    OPEN("opens"),
    /** The new nodes must serve it. */
    LOOK("looks whether it is served"),
    /** Its sessions leave the old store. */
    LEAVE("clears the old store"),
    /** It is served by the new server. */
    DONE("done");

    private final String words;

    RollingStep(String words) {
        this.words = words;
    }

    /** Returns what the step does, in a few words. */
    public String words() {
        return words;
    }
}
