package org.jettyferry.node.jetty;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a web application keeps its sessions. To be changed before its session handler starts; not thread-safe. */
abstract class SessionKeeper {
    /** Finds it; nothing if the web application has no sessions. */
    static Optional<SessionKeeper> of(Object handler) {
        return Mirror.get(handler, "getSessionHandler")
                .map(sessions -> Mirror.has(sessions, "setSessionManager", 1)
                        ? new Manager(sessions)
                        : new Cache(Mirror.get(sessions, "getSessionManager").orElse(sessions))); // ee8, ee9
    }

    /**
     * Keeps them in memory from now on.
     *
     * @return what has kept them until now; null where that was left to Jetty
     */
    abstract @Nullable Object keepInMemory();

    /** Lets what {@link #keepInMemory} gave keep them again. */
    abstract void keepWith(@Nullable Object former);

    /** Lets sessions in a database have these ids, if theirs are elsewhere. */
    void useIds(Object ids) {}

    /** Up to 9.3: a session manager, and one that knows all ids of the server. */
    private static final class Manager extends SessionKeeper {
        private static final String HOME = "org.eclipse.jetty.server.session.";

        private final Object sessions;

        Manager(Object sessions) {
            this.sessions = sessions;
        }

        @Override
        @Nullable
        Object keepInMemory() {
            Object former = Mirror.call(sessions, "getSessionManager");
            ClassLoader loader = sessions.getClass().getClassLoader();
            Object ids = Mirror.make(Mirror.type(loader, HOME + "HashSessionIdManager"));
            Object manager = Mirror.make(Mirror.type(loader, HOME + "HashSessionManager"));
            Mirror.call(ids, "start");
            Mirror.call(manager, "setSessionIdManager", ids);
            Mirror.call(sessions, "setSessionManager", manager);
            return former;
        }

        @Override
        void keepWith(@Nullable Object former) {
            Mirror.call(sessions, "setSessionManager", former);
        }

        /** A manager of sessions in a database can't do with ids in memory, and may have been given those. */
        @Override
        void useIds(Object ids) {
            Object manager = Mirror.call(sessions, "getSessionManager");
            if (manager != null
                    && JettyServer.isJdbc(ids)
                    && manager.getClass().getSimpleName().contains("JDBC")
                    && !JettyServer.isJdbc(
                            Mirror.get(manager, "getSessionIdManager").orElse(""))) {
                Mirror.call(manager, "setSessionIdManager", ids);
            }
        }
    }

    /** From 9.4 on: a cache, and a store behind it. */
    private static final class Cache extends SessionKeeper {
        private final Object owner;

        Cache(Object owner) {
            this.owner = owner;
        }

        @Override
        @Nullable
        Object keepInMemory() {
            Object former = Mirror.call(owner, "getSessionCache");
            Class<?> type = cacheType();
            String home = type.getPackage().getName();
            ClassLoader loader = type.getClassLoader();
            Object cache = Mirror.make(Mirror.type(loader, home + ".DefaultSessionCache"), owner);
            Mirror.call(cache, "setSessionDataStore", Mirror.make(Mirror.type(loader, home + ".NullSessionDataStore")));
            Mirror.call(owner, "setSessionCache", cache);
            return former;
        }

        @Override
        void keepWith(@Nullable Object former) {
            Mirror.call(owner, "setSessionCache", former);
        }

        private Class<?> cacheType() {
            return Arrays.stream(owner.getClass().getMethods())
                    .filter(method -> method.getName().equals("setSessionCache") && method.getParameterCount() == 1)
                    .map(method -> method.getParameterTypes()[0])
                    .findFirst()
                    .orElseThrow(() -> new MirrorException(
                            "no session cache in " + owner.getClass().getName(), null));
        }
    }
}
