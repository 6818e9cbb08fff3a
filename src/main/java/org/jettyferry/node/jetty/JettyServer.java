package org.jettyferry.node.jetty;

import java.util.Collection;
import java.util.Collections;
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

    private final Object server;

    private JettyServer(Object server) {
        this.server = server;
    }

    /**
     * Takes Jetty's server.
     *
     * @param server an {@code org.eclipse.jetty.server.Server}
     * @throws MirrorException if it is not
     */
    public static JettyServer of(@Nullable Object server) {
        if (server == null || !Mirror.has(server, "getBeans", 0)) {
            throw new MirrorException("not a server of Jetty: " + server, null);
        }
        return new JettyServer(server);
    }

    /** The release of Jetty, e.g. {@code 9.4.58.v20250814}. */
    public String release() {
        return String.valueOf(Mirror.call(server, "getVersion"));
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
    public boolean keepsSessionsInDatabase() {
        Object ids = Mirror.get(server, "getSessionIdManager").orElse("");
        if (isJdbc(ids) || Boolean.TRUE.equals(Mirror.call(server, "getAttribute", JettyServer.class.getName()))) {
            return true;
        }
        return beans().stream()
                .map(bean -> bean.getClass().getSimpleName())
                .anyMatch(name -> name.endsWith("SessionDataStoreFactory")
                        && !OTHER_STORES.matcher(name).matches());
    }

    /**
     * Takes the server's session ids out of the database, up to 9.3, before the server starts: there the manager of the ids
     * makes all tables, and its scavenger deletes rows.
     */
    public void forgetSessionIds() {
        Object ids = Mirror.get(server, "getSessionIdManager").orElse("");
        if (isJdbc(ids)) {
            ClassLoader loader = ids.getClass().getClassLoader();
            Object inMemory = Mirror.make(Mirror.type(loader, "org.eclipse.jetty.server.session.HashSessionIdManager"));
            Mirror.call(server, "setSessionIdManager", inMemory);
            Mirror.call(server, "setAttribute", JettyServer.class.getName(), true);
        }
    }

    /** Stops the scavenger of 9.3. */
    void stopSessionIds() {
        Object ids = Mirror.get(server, "getSessionIdManager").orElse("");
        if (isJdbc(ids)) {
            Mirror.call(ids, "stop");
        }
    }

    private synchronized boolean firstSeen(Object context) {
        return seen.add(context);
    }

    private Collection<?> beans() {
        Object beans = Mirror.call(server, "getBeans");
        return beans instanceof Collection ? (Collection<?>) beans : Collections.emptyList();
    }

    private static boolean isJdbc(Object ids) {
        for (Class<?> type = ids.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getSimpleName().equals("JDBCSessionIdManager")) {
                return true;
            }
        }
        return false;
    }
}
