package org.jettyferry.node.routing;

/** What became of a request that was not let through. */
public enum Outcome {
    /** Sent to the server that its context lives on. */
    REDIRECT,
    /** Refused for a while: its context, or the schema of its context, is disabled. */
    DISABLED,
    /** Refused: its context lives on another server, and there is nowhere to send it, or it came from there. */
    MISDIRECTED
}
