package org.jettyferry.node.routing;

/** Where a context is, seen from this node. */
public enum Standing {
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
