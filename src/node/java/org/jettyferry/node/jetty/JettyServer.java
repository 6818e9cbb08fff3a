package org.jettyferry.node.jetty;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Jetty server: its release, its web applications as they start, and its session store. As thread-safe as Jetty is.
 */
public final class JettyServer {
    private static final Pattern OTHER_STORES =
            Pattern.compile("(File|Null|Mongo|Hazelcast|Infinispan|GCloud)SessionDataStoreFactory");

    /** Handlers seen so far: each level of containers reports a context again. */
    private final Set<Object> seen = Collections.newSetFromMap(new WeakHashMap<>());

    /** The attribute that holds the original manager of session ids while they are in memory. */
    private static final String ORIGINAL = JettyServer.class.getName();

    private final Object server;

    private JettyServer(Object server) {
        this.server = server;
    }

    /**
     * Wraps a server of Jetty.
     *
     * @param server an {@code org.eclipse.jetty.server.Server}
     * @throws UnsupportedJettyException if it is another object
     */
    public static JettyServer of(@Nullable Object server) {
        if (server == null || !Reflection.has(server, "getBeans", 0)) {
            throw new UnsupportedJettyException("not a server of Jetty: " + server, null);
        }
        return new JettyServer(server);
    }

    /** Returns the release of Jetty, e.g. {@code 9.4.58.v20250814}. */
    public String release() {
        return String.valueOf(Reflection.call(server, "getVersion"));
    }

    /** Runs an action before the server starts any component. */
    public void onStarting(Runnable action) {
        Listeners.onStarting(server, action);
    }

    /** Runs an action at each start of each web application of this servlet API, before any part of it starts. */
    public void onContextStarting(Consumer<JettyContext> action) {
        Listeners.onBean(
                server,
                bean -> JettyContext.ofHandler(bean).ifPresent(context -> {
                    if (firstSeen(context.handler())) {
                        context.onStarting(action);
                    }
                }));
    }

    /**
     * Lets requests wait before any web application of this server sees them; call it before the server starts.
     *
     * @throws UnsupportedJettyException if this Jetty differs from those known; the server is unchanged then
     */
    public void park(Doorkeeper keeper) {
        ParkingHandler.insert(server, keeper);
    }

    /** Returns whether web applications by default keep their sessions in a database; false only if that is certain. */
    public boolean usesSessionDatabase() {
        return isJdbc(ids()) || original().isPresent() || factory().isPresent();
    }

    /** Returns the default session store of the web applications. */
    public JettySessionStore store() {
        Object ids = original().orElse(ids());
        Optional<Object> store = isJdbc(ids) ? Optional.of(ids) : factory();
        return store.map(JdbcStore::of).orElse(JettySessionStore.NONE);
    }

    /**
     * Switches the server's session ids to memory, up to 9.3, before the server starts. In those releases the manager
     * of the ids creates all tables, and its scavenger deletes rows.
     */
    public void switchIdsToMemory() {
        Object ids = ids();
        if (isJdbc(ids)) {
            ClassLoader loader = ids.getClass().getClassLoader();
            Object inMemory =
                    Reflection.make(Reflection.type(loader, "org.eclipse.jetty.server.session.HashSessionIdManager"));
            Reflection.call(server, "setSessionIdManager", inMemory);
            remember(ids);
        }
    }

    /** Stops the manager of session ids of 9.3, and so its scavenger. */
    void stopSessionIds() {
        Object ids = ids();
        if (isJdbc(ids)) {
            Reflection.call(ids, "stop");
            remember(ids);
        }
    }

    /** Moves the session ids back to the database, up to 9.3, if they were switched to memory. */
    void restoreSessionIds() {
        original().ifPresent(ids -> {
            Reflection.call(server, "removeAttribute", ORIGINAL);
            if (ids() != ids) {
                Reflection.call(server, "setSessionIdManager", ids);
                Reflection.call(server, "manage", ids); // the running server must stop it at its end
            }
            Reflection.call(ids, "start");
        });
    }

    /** Returns the manager of session ids; an empty string if there is none. */
    Object ids() {
        return Reflection.get(server, "getSessionIdManager").orElse("");
    }

    /** Stores the manager in an Optional: the server would take a bare attribute for a component and start it. */
    private void remember(Object ids) {
        Reflection.call(server, "setAttribute", ORIGINAL, Optional.of(ids));
    }

    private Optional<Object> original() {
        Object original = Reflection.call(server, "getAttribute", ORIGINAL);
        return original instanceof Optional ? Optional.of(((Optional<?>) original).get()) : Optional.empty();
    }

    /** Returns the factory of session stores, from 9.4 on. */
    private Optional<Object> factory() {
        for (Object bean : beans()) {
            String name = bean.getClass().getSimpleName();
            if (name.endsWith("SessionDataStoreFactory")
                    && !OTHER_STORES.matcher(name).matches()) {
                return Optional.of(bean);
            }
        }
        return Optional.empty();
    }

    private synchronized boolean firstSeen(Object context) {
        return seen.add(context);
    }

    private Collection<?> beans() {
        Object beans = Reflection.call(server, "getBeans");
        return beans instanceof Collection ? (Collection<?>) beans : Collections.emptyList();
    }

    static boolean isJdbc(Object ids) {
        for (Class<?> type = ids.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals("JDBCSessionIdManager")) {
                return true;
            }
        }
        return false;
    }
}
