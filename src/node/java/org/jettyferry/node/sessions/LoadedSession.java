package org.jettyferry.node.sessions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

/**
 * Notes that Jetty has loaded a session on this node: one that a request came with, and that is older than the node. So this
 * node's Jetty reads the session tables, as {@code ferry node wait --session-loaded} wants to know. Thread-safe.
 */
public final class LoadedSession {
    private final long start = System.currentTimeMillis();
    private volatile boolean seen;

    /** Returns whether there was such a session. */
    public boolean isSeen() {
        return seen;
    }

    /**
     * Looks at the session of a request, until there was one. Jetty has looked it up before any filter, so this asks no
     * database.
     */
    public void look(HttpServletRequest request) {
        if (!seen && request.getRequestedSessionId() != null) {
            seen = isOlder(request.getSession(false));
        }
    }

    private boolean isOlder(HttpSession session) {
        try {
            return session != null && session.getCreationTime() < start;
        } catch (IllegalStateException e) {
            return false; // it has just become invalid
        }
    }
}
