package org.jettyferry.node.jetty;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a web application keeps its sessions. To be changed before its session handler starts; not thread-safe. */
abstract class SessionStoreSwitch {
    /** Finds it; nothing if the web application has no sessions. */
    static Optional<SessionStoreSwitch> of(Object handler) {
        return Reflection.get(handler, "getSessionHandler")
                .map(sessions -> Reflection.has(sessions, "setSessionManager", 1)
                        ? new SessionManagerSwitch(sessions)
                        : new SessionCacheSwitch(Reflection.get(sessions, "getSessionManager").orElse(sessions))); // ee8, ee9
    }

    /**
     * Keeps them in memory from now on.
     *
     * @return what has kept them until now; null where that was left to Jetty
     */
    abstract @Nullable Object switchToMemory();

    /** Lets what {@link #switchToMemory} gave keep them again. */
    abstract void switchBack(@Nullable Object former);

    /** Lets sessions in a database have these ids, if theirs are elsewhere. */
    void useIds(Object ids) {}

    /** Up to 9.3: a session manager, and one that knows all ids of the server. */
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

        /** A manager of sessions in a database can't do with ids in memory, and may have been given those. */
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

    /** From 9.4 on: a cache, and a store behind it. */
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
