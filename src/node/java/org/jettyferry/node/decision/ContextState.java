package org.jettyferry.node.decision;

/** Where a context lives, as seen from this node. */
public enum ContextState {
    /** It lives on this node's server and is enabled. */
    HERE,
    /** The context or its schema is disabled, on whichever server it lives. */
    DISABLED,
    /** It lives on this node's server and is enabled, but this node does not work with the version of its schema. */
    WRONG_VERSION,
    /** It lives on another server. */
    ELSEWHERE,
    /** The registry has no context of this name. */
    UNKNOWN,
    /** It was not looked up yet. */
    PENDING
}
