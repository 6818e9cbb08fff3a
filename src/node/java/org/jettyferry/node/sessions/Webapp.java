package org.jettyferry.node.sessions;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jettyferry.node.jetty.MemorySessions;
import org.jettyferry.node.jetty.Pass;
import org.jettyferry.node.resolve.WebappResolver;

/** A web application of this node and its sessions. Thread-safe. */
final class Webapp {
    /** The name of its context, if it is one. */
    final String context;

    private final Supplier<MemorySessions> sessions;

    /**
     * @param path its context path; empty for the root
     * @param sessions finds its sessions; fails if this Jetty is not known
     */
    Webapp(String path, Supplier<MemorySessions> sessions) {
        this.context = WebappResolver.nameOf(path);
        this.sessions = sessions;
    }

    /**
     * Ends its sessions.
     *
     * @param still whether to go on
     */
    Pass end(BooleanSupplier still) {
        return sessions.get().end(still);
    }

    /**
     * Passes over its sessions.
     *
     * @param write whether to write what the store lacks before a session is let go of
     * @param drained whether all requests of this web application are refused now
     */
    Pass pass(boolean write, boolean drained) {
        MemorySessions now = sessions.get();
        return write ? now.writeAndRelease(drained) : now.release(drained);
    }
}
