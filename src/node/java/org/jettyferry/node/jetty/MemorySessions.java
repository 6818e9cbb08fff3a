package org.jettyferry.node.jetty;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The sessions that a web application of Jetty holds in memory. Its methods call no listener of the web application
 * but those that Jetty calls before it writes a session ({@code HttpSessionActivationListener}), and delete no row,
 * except for {@link #end}.
 *
 * <p>Only a session without a request is let go of. Seen on Jetty 9.4: a request of an evicted session put it back into
 * memory at its end; on 12.1: it got 500.
 *
 * <p>They wait for the locks of sessions, which Jetty holds while it writes one to the store: never call them on a thread
 * that must not wait.
 */
public abstract class MemorySessions {
    /** Makes a view of the sessions of one web application. */
    protected MemorySessions() {}

    /**
     * Writes the sessions that the store does not have as they are, and lets go of all that could be written.
     *
     * <p>A session that another node has saved since is not written: its row is newer.
     *
     * @param drained whether no request of the web application is under way but such that are being refused
     */
    public abstract Pass writeAndRelease(boolean drained);

    /**
     * Lets go of sessions without writing them.
     *
     * @param drained as above
     */
    public abstract Pass release(boolean drained);

    /**
     * Ends all sessions of the web application, those in memory and those in the rows of its session table, also where a
     * refused request is under way. Who deletes a row has ended its session, so that of several nodes one does, and calls the
     * listeners that Jetty calls when a session ends; a node that is killed between the two has called none. Sessions of the
     * same id in other web applications stay.
     *
     * @param still whether to go on; asked before each session, because users may be back
     */
    public abstract Pass end(BooleanSupplier still);

    /**
     * Finds the sessions of a web application.
     *
     * @param handler Jetty's session handler
     * @param loader the class loader of the web application
     */
    static MemorySessions of(Object handler, ClassLoader loader) {
        Object manager = Reflection.get(handler, "getSessionManager").orElse(handler); // up to 9.3, and ee8, ee9
        Object cache = Reflection.get(manager, "getSessionCache").orElse(null); // from 9.4 on
        if (cache != null) {
            return new CachedSessions(cache, loader);
        }
        return Reflection.isA(manager, "JDBCSessionManager")
                ? new ManagedSessions(manager, loader)
                : new LostSessions(() -> map(manager).size(), manager);
    }

    /** Returns Jetty's own map of sessions by id. */
    @SuppressWarnings("unchecked") // by id in all releases
    static Map<String, Object> map(Object owner) {
        Object map = Reflection.named(owner, "_sessions").orElse(null);
        if (map instanceof Map) {
            return (Map<String, Object>) map;
        }
        throw new UnsupportedJettyException(owner.getClass().getName() + " has no map of sessions", null);
    }
}
