package org.jettyferry.node.route;

/** How a rejected request was answered. */
public enum Outcome {
    /** Redirected to the server that has the context. */
    REDIRECT,
    /** Answered with 503: the context or its schema is disabled, or not known yet. */
    DISABLED,
    /** Answered with 421: the context lives on another server, and no redirect is configured or it would loop. */
    MISDIRECTED
}
