package org.jettyferry.node.jetty;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Switches the sessions of a web application from the database to memory and back. Use it before the session handler
 * starts; not thread-safe.
 */
abstract class SessionStoreSwitch {
    /** Returns the switch for the line of this Jetty; empty if the web application has no sessions. */
    static Optional<SessionStoreSwitch> of(Object handler) {
        return Reflection.get(handler, "getSessionHandler")
                .map(sessions -> Reflection.has(sessions, "setSessionManager", 1)
                        ? new SessionManagerSwitch(sessions)
                        // ee8 and ee9 of Jetty 12 wrap the manager
                        : new SessionCacheSwitch(
                                Reflection.get(sessions, "getSessionManager").orElse(sessions)));
    }

    /**
     * Switches to memory.
     *
     * @return the original store; null if Jetty was to choose it
     */
    abstract @Nullable Object switchToMemory();

    /** Switches back to the store that {@link #switchToMemory} has returned. */
    abstract void switchBack(@Nullable Object former);

    /** Gives sessions in a database this manager of ids, if theirs keeps the ids in memory. */
    void useIds(Object ids) {}

    /** Up to 9.3: a session manager per web application, and a manager of session ids for the server. */
    private static final class SessionManagerSwitch extends SessionStoreSwitch {
        private static final String HOME = "org.eclipse.jetty.server.session.";

        private final Object sessions;

        SessionManagerSwitch(Object sessions) {
            this.sessions = sessions;
        }

        @Override
        @Nullable
        Object switchToMemory() {
            Object former = Reflection.call(sessions, "getSessionManager");
            ClassLoader loader = sessions.getClass().getClassLoader();
            Object ids = Reflection.make(Reflection.type(loader, HOME + "HashSessionIdManager"));
            Object manager = Reflection.make(Reflection.type(loader, HOME + "HashSessionManager"));
            Reflection.call(ids, "start");
            Reflection.call(manager, "setSessionIdManager", ids);
            Reflection.call(sessions, "setSessionManager", manager);
            return former;
        }

        @Override
        void switchBack(@Nullable Object former) {
            Reflection.call(sessions, "setSessionManager", former);
        }

        /** A manager of sessions in a database does not work with ids in memory, and may have got these. */
        @Override
        void useIds(Object ids) {
            Object manager = Reflection.call(sessions, "getSessionManager");
            if (manager != null
                    && JettyServer.isJdbc(ids)
                    && manager.getClass().getSimpleName().contains("JDBC")
                    && !JettyServer.isJdbc(
                            Reflection.get(manager, "getSessionIdManager").orElse(""))) {
                Reflection.call(manager, "setSessionIdManager", ids);
            }
        }
    }

    /** From 9.4 on: a session cache, and a store behind it. */
    private static final class SessionCacheSwitch extends SessionStoreSwitch {
        private final Object owner;

        SessionCacheSwitch(Object owner) {
            this.owner = owner;
        }

        @Override
        @Nullable
        Object switchToMemory() {
            Object former = Reflection.call(owner, "getSessionCache");
            Class<?> type = cacheType();
            String home = type.getPackage().getName();
            ClassLoader loader = type.getClassLoader();
            Object cache = Reflection.make(Reflection.type(loader, home + ".DefaultSessionCache"), owner);
            Object store = Reflection.make(Reflection.type(loader, home + ".NullSessionDataStore"));
            Reflection.call(cache, "setSessionDataStore", store);
            Reflection.call(owner, "setSessionCache", cache);
            return former;
        }

        @Override
        void switchBack(@Nullable Object former) {
            Reflection.call(owner, "setSessionCache", former);
        }

        private Class<?> cacheType() {
            return Arrays.stream(owner.getClass().getMethods())
                    .filter(method -> method.getName().equals("setSessionCache") && method.getParameterCount() == 1)
                    .map(method -> method.getParameterTypes()[0])
                    .findFirst()
                    .orElseThrow(() -> new UnsupportedJettyException(
                            "no session cache in " + owner.getClass().getName(), null));
        }
    }
}
