package org.jettyferry.node.jetty;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's handler of a web application: finds its session store, switches the sessions to memory and back, and
 * arranges its filters. Use it while the web application starts, but {@link #sessions} on any thread until it stops.
 */
public final class JettyContext {
    /** The attribute that holds the original session store while the sessions are in memory. */
    private static final String ORIGINAL = JettyContext.class.getName();

    private final Object handler;

    private JettyContext(Object handler) {
        this.handler = handler;
    }

    /**
     * Finds the handler of a web application.
     *
     * @param context the container's own, not a wrapper
     * @return empty in another container, or in a Jetty that is not supported
     */
    public static Optional<JettyContext> of(ServletContext context) {
        try {
            Optional<Object> scope = Reflection.get(context, "getContextHandler"); // up to 11, and ee8, ee9
            if (!scope.isPresent()) {
                scope = Reflection.get(context, "getContext")
                        .flatMap(core -> Reflection.get(core, "getServletContextHandler"));
            }
            return scope.flatMap(JettyContext::ofHandler);
        } catch (UnsupportedJettyException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the handler if a bean of the server is a web application of this servlet API. A Jetty 12 server may
     * have web applications of several, and those of ee8 and ee9 are wrapped in a core context.
     */
    static Optional<JettyContext> ofHandler(Object bean) {
        Object candidate = bean.getClass().getName().endsWith("CoreContextHandler")
                ? Reflection.call(bean, "getContextHandler")
                : bean;
        if (candidate == null || !isWebapp(candidate)) {
            return Optional.empty();
        }
        try {
            ClassLoader loader = candidate.getClass().getClassLoader();
            boolean ours = Reflection.type(loader, Filter.class.getName()) == Filter.class;
            return ours ? Optional.of(new JettyContext(candidate)) : Optional.empty();
        } catch (UnsupportedJettyException e) {
            return Optional.empty();
        }
    }

    /** Requires both getters: a holder of a servlet or a filter has a servlet handler too. */
    private static boolean isWebapp(Object candidate) {
        return Reflection.has(candidate, "getServletHandler", 0) && Reflection.has(candidate, "getSessionHandler", 0);
    }

    /** Returns Jetty's own handler, which tells web applications apart. */
    public Object handler() {
        return handler;
    }

    /** Returns the context path; empty for the root. */
    public String path() {
        String path = (String) Reflection.call(handler, "getContextPath");
        return path == null || "/".equals(path) ? "" : path;
    }

    /** Returns the release of Jetty, e.g. {@code 9.4.58.v20250814}. */
    public String release() {
        return server().release();
    }

    /** Returns an init-param of the web application, or null. */
    public @Nullable String initParameter(String name) {
        return (String) Reflection.call(handler, "getInitParameter", name);
    }

    /**
     * Returns whether its sessions go to a database.
     *
     * @return false only if it is certain that they do not
     */
    public boolean usesSessionDatabase() {
        Object sessions = Reflection.call(handler, "getSessionHandler");
        if (sessions == null) {
            return false;
        }
        return server().usesSessionDatabase()
                || ownStore(sessions)
                        .filter(store -> store.getClass().getSimpleName().contains("JDBC"))
                        .isPresent();
    }

    /** Returns its session store, or that of the server. */
    public JettySessionStore store() {
        JettySessionStore own = Reflection.get(handler, "getSessionHandler")
                .flatMap(JettyContext::ownStore)
                .map(JdbcStore::of)
                .orElse(JettySessionStore.NONE);
        return own.equals(JettySessionStore.NONE) ? server().store() : own;
    }

    /**
     * Returns the sessions that it holds in memory now; works from its start to its stop.
     *
     * @throws UnsupportedJettyException if this Jetty keeps them in a way that is not known
     */
    public MemorySessions sessions() {
        Object sessions = Reflection.call(handler, "getSessionHandler");
        if (sessions == null) {
            return new LostSessions(() -> 0, handler);
        }
        Object loader = Reflection.get(handler, "getClassLoader").orElse(null);
        return MemorySessions.of(
                sessions, loader instanceof ClassLoader ? (ClassLoader) loader : ClassLoader.getSystemClassLoader());
    }

    /**
     * Lets Jetty up to 9.3 save a session at the end of each request, and look at its row at each request.
     *
     * @return whether it did not do so before; false for later lines, which have no such interval
     */
    public boolean saveAtOnce() {
        Object manager = Reflection.get(handler, "getSessionHandler")
                .flatMap(sessions -> Reflection.get(sessions, "getSessionManager"))
                .orElse(handler);
        if (!Reflection.has(manager, "setSaveInterval", 1)
                || Long.valueOf(0).equals(Reflection.call(manager, "getSaveInterval"))) {
            return false;
        }
        Reflection.call(manager, "setSaveInterval", 0L);
        return true;
    }

    /** Switches the sessions to memory, so that Jetty touches no table; call it before the session handler starts. */
    public void switchSessionsToMemory() {
        SessionStoreSwitch.of(handler).ifPresent(stores -> {
            Reflection.call(handler, "setAttribute", ORIGINAL, Optional.ofNullable(stores.switchToMemory()));
            server().stopSessionIds();
        });
    }

    /**
     * Undoes {@link #switchSessionsToMemory} of an earlier start. The session ids of the server stay in memory, because
     * their manager would create tables.
     */
    public void restoreSessionStore() {
        Object original = Reflection.call(handler, "getAttribute", ORIGINAL);
        if (original instanceof Optional) {
            Object store = ((Optional<?>) original).orElse(null);
            SessionStoreSwitch.of(handler).ifPresent(stores -> stores.switchBack(store));
            Reflection.call(handler, "removeAttribute", ORIGINAL);
        }
    }

    /** Moves the session ids of the server back to the database, up to 9.3, once the tables fit. */
    public void restoreSessionIds() {
        server().restoreSessionIds();
        SessionStoreSwitch.of(handler).ifPresent(stores -> stores.useIds(server().ids()));
    }

    /** Sets an attribute that the filters of the web application find, at this start and at later ones. */
    public void attribute(String name, Object value) {
        Reflection.call(handler, "setAttribute", name, value);
    }

    /** Removes what {@link #attribute} has set. */
    public void removeAttribute(String name) {
        Reflection.call(handler, "removeAttribute", name);
    }

    /** Restarts the web application, which may take long; never call it from a thread that serves its requests. */
    public void restart() {
        Object whole = Reflection.get(handler, "getCoreContextHandler").orElse(handler); // ee8, ee9
        Reflection.call(whole, "stop");
        Reflection.call(whole, "start");
    }

    private static Optional<Object> ownStore(Object sessions) {
        Object owner = Reflection.get(sessions, "getSessionManager").orElse(sessions); // ee8 and ee9 of Jetty 12
        return Reflection.get(owner, "getSessionCache").flatMap(cache -> Reflection.get(cache, "getSessionDataStore"));
    }

    /** Runs an action at each start of the web application, before any part of it starts. */
    void onStarting(Consumer<JettyContext> action) {
        Listeners.onStarting(handler, () -> action.accept(this));
    }

    /**
     * Puts a filter before all others that exist now, or replaces the filter of the same name.
     *
     * @param name the filter's name
     * @param filter the filter's class
     */
    public void filter(String name, Class<? extends Filter> filter) {
        Object servlets = servlets();
        Object holder = Reflection.call(servlets, "getFilter", name);
        if (holder == null) {
            Class<?> type = Reflection.method(servlets, "getFilter", name).getReturnType();
            holder = Reflection.make(type);
            Reflection.call(holder, "setName", name);
            Reflection.call(holder, "setAsyncSupported", true);
            Reflection.call(servlets, "addFilterWithMapping", holder, "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        Reflection.call(holder, "setHeldClass", filter);
        putFirst(name);
    }

    /** Removes a filter if it exists. */
    public void removeFilter(String name) {
        Object servlets = servlets();
        rearrange(servlets, "FilterMappings", mappings -> mappings.removeIf(named("getFilterName", name)));
        rearrange(servlets, "Filters", filters -> filters.removeIf(named("getName", name)));
    }

    /** Puts the mappings of a filter before all other mappings that exist now. */
    public void putFirst(String filter) {
        rearrange(servlets(), "FilterMappings", mappings -> {
            List<Object> first = new ArrayList<>(mappings);
            first.removeIf(named("getFilterName", filter).negate());
            mappings.removeAll(first);
            mappings.addAll(0, first);
        });
    }

    private static Predicate<Object> named(String getter, String name) {
        return of -> name.equals(Reflection.call(of, getter));
    }

    private static void rearrange(Object servlets, String what, Consumer<List<Object>> change) {
        Object present = Reflection.call(servlets, "get" + what);
        if (present == null) {
            return;
        }
        List<Object> wanted = new ArrayList<>(Arrays.asList((Object[]) present));
        change.accept(wanted);
        Object array = Array.newInstance(present.getClass().getComponentType(), wanted.size());
        Reflection.call(servlets, "set" + what, (Object) wanted.toArray((Object[]) array));
    }

    private Object servlets() {
        Object servlets = Reflection.call(handler, "getServletHandler");
        if (servlets == null) {
            throw new UnsupportedJettyException("this web application has no servlet handler", null);
        }
        return servlets;
    }

    private JettyServer server() {
        return JettyServer.of(Reflection.call(handler, "getServer"));
    }
}
