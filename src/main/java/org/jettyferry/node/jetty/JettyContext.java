package org.jettyferry.node.jetty;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A web application as Jetty's handlers have it. To be used while it starts; not thread-safe. */
public final class JettyContext {
    private final Object handler;

    private JettyContext(Object handler) {
        this.handler = handler;
    }

    /**
     * Finds Jetty's side of a web application.
     *
     * @param context the container's own, not a wrapper
     * @return nothing if that is another container, or a Jetty that is not understood
     */
    public static Optional<JettyContext> of(ServletContext context) {
        try {
            Optional<Object> scope = Mirror.get(context, "getContextHandler"); // up to 11, and ee8, ee9
            if (!scope.isPresent()) {
                scope = Mirror.get(context, "getContext").flatMap(of -> Mirror.get(of, "getServletContextHandler"));
            }
            return scope.flatMap(JettyContext::ofHandler);
        } catch (MirrorException e) {
            return Optional.empty();
        }
    }

    /**
     * Looks whether a bean of the server is a web application of this servlet API. In Jetty 12 a server may hold those of
     * several, and a web application of ee8 or ee9 is inside of its context.
     */
    static Optional<JettyContext> ofHandler(Object bean) {
        Object candidate = bean.getClass().getName().endsWith("CoreContextHandler")
                ? Mirror.call(bean, "getContextHandler")
                : bean;
        if (candidate == null || !Mirror.has(candidate, "getServletHandler", 0)) {
            return Optional.empty();
        }
        try {
            ClassLoader loader = candidate.getClass().getClassLoader();
            boolean ours = Mirror.type(loader, Filter.class.getName()) == Filter.class;
            return ours ? Optional.of(new JettyContext(candidate)) : Optional.empty();
        } catch (MirrorException e) {
            return Optional.empty();
        }
    }

    Object handler() {
        return handler;
    }

    /** The context path; empty for the root. */
    public String path() {
        String path = (String) Mirror.call(handler, "getContextPath");
        return path == null || "/".equals(path) ? "" : path;
    }

    /** The release of Jetty, e.g. {@code 9.4.58.v20250814}. */
    public String release() {
        return server().release();
    }

    /** An init-param of the web application, or null. */
    public @Nullable String initParameter(String name) {
        return (String) Mirror.call(handler, "getInitParameter", name);
    }

    /**
     * Whether its sessions go to a database.
     *
     * @return false only if that is certain
     */
    public boolean keepsSessionsInDatabase() {
        Object sessions = Mirror.call(handler, "getSessionHandler");
        if (sessions == null) {
            return false;
        }
        return server().keepsSessionsInDatabase()
                || Mirror.get(sessions, "getSessionCache")
                        .flatMap(cache -> Mirror.get(cache, "getSessionDataStore"))
                        .filter(store -> store.getClass().getSimpleName().contains("JDBC"))
                        .isPresent();
    }

    /** Keeps the sessions in memory from now on, so that Jetty touches no table; before the session handler starts. */
    public void forgetSessionStore() {
        Object sessions = Mirror.call(handler, "getSessionHandler");
        if (sessions == null) {
            return;
        }
        if (Mirror.has(sessions, "setSessionManager", 1)) {
            keepInMemory93(sessions);
        } else {
            keepInMemory(sessions);
        }
    }

    /** Tells of each start of it, before anything of it starts. */
    void onStarting(Consumer<JettyContext> action) {
        Listeners.onStarting(handler, () -> action.accept(this));
    }

    /**
     * Puts a filter before all others that are there by now; one of the same name is replaced.
     *
     * @param name its name
     * @param filter its class
     * @param parameters its init-params
     */
    public void filter(String name, Class<? extends Filter> filter, Map<String, String> parameters) {
        Object servlets = servlets();
        Object holder = Mirror.call(servlets, "getFilter", name);
        if (holder == null) {
            Class<?> type = Mirror.method(servlets, "getFilter", name).getReturnType();
            holder = Mirror.make(type);
            Mirror.call(holder, "setName", name);
            Mirror.call(holder, "setAsyncSupported", true);
            Mirror.call(servlets, "addFilterWithMapping", holder, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        Mirror.call(holder, "setHeldClass", filter);
        Mirror.call(holder, "setInitParameters", parameters);
        putFirst(name);
    }

    /** Puts the mappings of a filter before those of all others that are there by now. */
    public void putFirst(String filter) {
        Object servlets = servlets();
        Object mappings = Mirror.call(servlets, "getFilterMappings");
        if (mappings == null) {
            return;
        }
        List<Object> ordered = new ArrayList<>(Arrays.asList((Object[]) mappings));
        List<Object> first = new ArrayList<>(ordered);
        first.removeIf(mapping -> !filter.equals(Mirror.call(mapping, "getFilterName")));
        ordered.removeAll(first);
        ordered.addAll(0, first);
        Object array = Array.newInstance(mappings.getClass().getComponentType(), ordered.size());
        Mirror.call(servlets, "setFilterMappings", (Object) ordered.toArray((Object[]) array));
    }

    private Object servlets() {
        Object servlets = Mirror.call(handler, "getServletHandler");
        if (servlets == null) {
            throw new MirrorException("a web application without servlets", null);
        }
        return servlets;
    }

    private JettyServer server() {
        return JettyServer.of(Mirror.call(handler, "getServer"));
    }

    /** Up to 9.3: a session manager, and one that knows all ids of the server. */
    private void keepInMemory93(Object sessions) {
        ClassLoader loader = sessions.getClass().getClassLoader();
        String home = "org.eclipse.jetty.server.session.";
        Object ids = Mirror.make(Mirror.type(loader, home + "HashSessionIdManager"));
        Object manager = Mirror.make(Mirror.type(loader, home + "HashSessionManager"));
        Mirror.call(ids, "start");
        Mirror.call(manager, "setSessionIdManager", ids);
        Mirror.call(sessions, "setSessionManager", manager);
        server().stopSessionIds();
    }

    /** From 9.4 on: a cache, and a store behind it. */
    private static void keepInMemory(Object sessions) {
        Object owner = Mirror.get(sessions, "getSessionManager").orElse(sessions); // ee8 and ee9 of Jetty 12
        Class<?> type = cacheType(owner);
        String home = type.getPackage().getName();
        ClassLoader loader = type.getClassLoader();
        Object cache = Mirror.make(Mirror.type(loader, home + ".DefaultSessionCache"), owner);
        Mirror.call(cache, "setSessionDataStore", Mirror.make(Mirror.type(loader, home + ".NullSessionDataStore")));
        Mirror.call(owner, "setSessionCache", cache);
    }

    private static Class<?> cacheType(Object owner) {
        return Arrays.stream(owner.getClass().getMethods())
                .filter(method -> method.getName().equals("setSessionCache") && method.getParameterCount() == 1)
                .map(method -> method.getParameterTypes()[0])
                .findFirst()
                .orElseThrow(() -> new MirrorException(
                        "no session cache in " + owner.getClass().getName(), null));
    }
}
