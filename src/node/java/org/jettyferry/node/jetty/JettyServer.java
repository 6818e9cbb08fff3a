package org.jettyferry.node.jetty;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Jetty server. Thread-safe as far as Jetty is. */
public final class JettyServer {
    private static final Pattern OTHER_STORES =
            Pattern.compile("(File|Null|Mongo|Hazelcast|Infinispan|GCloud)SessionDataStoreFactory");

    /** Contexts may be told of several times, by each level that has them. */
    private final Set<Object> seen = Collections.newSetFromMap(new WeakHashMap<>());

    /** An attribute of the server: what has kept its session ids in the database, as long as it does not. */
    private static final String TAKEN = JettyServer.class.getName();

    private final Object server;

    private JettyServer(Object server) {
        this.server = server;
    }

    /**
     * Takes Jetty's server.
     *
     * @param server an {@code org.eclipse.jetty.server.Server}
     * @throws UnsupportedJettyException if it is not
     */
    public static JettyServer of(@Nullable Object server) {
        if (server == null || !Reflection.has(server, "getBeans", 0)) {
            throw new UnsupportedJettyException("not a server of Jetty: " + server, null);
        }
        return new JettyServer(server);
    }

    /** The release of Jetty, e.g. {@code 9.4.58.v20250814}. */
    public String release() {
        return String.valueOf(Reflection.call(server, "getVersion"));
    }

    /** Runs before the server starts anything. */
    public void onStarting(Runnable action) {
        Listeners.onStarting(server, action);
    }

    /** Tells of each start of each web application of this servlet API, before anything of it starts. */
    public void onContextStarting(Consumer<JettyContext> action) {
        Listeners.onBean(
                server,
                bean -> JettyContext.ofHandler(bean).ifPresent(context -> {
                    if (firstSeen(context.handler())) {
                        context.onStarting(action);
                    }
                }));
    }

    /** Whether web applications keep their sessions in a database unless they say otherwise; false only if certain. */
    public boolean usesSessionDatabase() {
        return isJdbc(ids()) || taken().isPresent() || factory().isPresent();
    }

    /** The session store of all web applications. */
    public JettySessionStore store() {
        Object ids = taken().orElse(ids());
        Optional<Object> store = isJdbc(ids) ? Optional.of(ids) : factory();
        return store.map(JdbcStore::of).orElse(JettySessionStore.NONE);
    }

    /**
     * Takes the server's session ids out of the database, up to 9.3, before the server starts: there the manager of the ids
     * makes all tables, and its scavenger deletes rows.
     */
    public void switchIdsToMemory() {
        Object ids = ids();
        if (isJdbc(ids)) {
            ClassLoader loader = ids.getClass().getClassLoader();
            Object inMemory =
                    Reflection.make(Reflection.type(loader, "org.eclipse.jetty.server.session.HashSessionIdManager"));
            Reflection.call(server, "setSessionIdManager", inMemory);
            take(ids);
        }
    }

    /** Stops the scavenger of 9.3. */
    void stopSessionIds() {
        Object ids = ids();
        if (isJdbc(ids)) {
            Reflection.call(ids, "stop");
            take(ids);
        }
    }

    /** Puts the session ids back into the database, up to 9.3, if they were taken out of it. */
    void restoreSessionIds() {
        taken().ifPresent(ids -> {
            Reflection.call(server, "removeAttribute", TAKEN);
            if (ids() != ids) {
                Reflection.call(server, "setSessionIdManager", ids);
                Reflection.call(server, "manage", ids); // to be stopped with the server, which runs already
            }
            Reflection.call(ids, "start");
        });
    }

    /** What manages the ids of sessions. */
    Object ids() {
        return Reflection.get(server, "getSessionIdManager").orElse("");
    }

    /** Wrapped, for the server would start it: it takes its attributes for parts of its own. */
    private void take(Object ids) {
        Reflection.call(server, "setAttribute", TAKEN, Optional.of(ids));
    }

    private Optional<Object> taken() {
        Object taken = Reflection.call(server, "getAttribute", TAKEN);
        return taken instanceof Optional ? Optional.of(((Optional<?>) taken).get()) : Optional.empty();
    }

    /** From 9.4 on. */
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
