package org.jettyferry.node.decision;

/** Where a context is, seen from this node. */
public enum ContextState {
    /** Lives on this node's own server, and is enabled. */
    HERE,
    /** It, or its schema, is disabled, wherever it lives. */
    DISABLED,
    /** Lives on another server. */
    ELSEWHERE,
    /** The registry has no context of this name. */
    UNKNOWN,
    /** Not looked up yet. */
    PENDING
}
