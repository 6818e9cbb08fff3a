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

/** A web application as Jetty's handlers have it. To be used while it starts; not thread-safe. */
public final class JettyContext {
    /** An attribute of Jetty's side: what has kept the sessions in the database, as long as it does not. */
    private static final String TAKEN = JettyContext.class.getName();

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
            Optional<Object> scope = Reflection.get(context, "getContextHandler"); // up to 11, and ee8, ee9
            if (!scope.isPresent()) {
                scope = Reflection.get(context, "getContext").flatMap(of -> Reflection.get(of, "getServletContextHandler"));
            }
            return scope.flatMap(JettyContext::ofHandler);
        } catch (UnsupportedJettyException e) {
            return Optional.empty();
        }
    }

    /**
     * Looks whether a bean of the server is a web application of this servlet API. In Jetty 12 a server may hold those of
     * several, and a web application of ee8 or ee9 is inside of its context.
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

    /** What holds a servlet or a filter has a servlet handler, too. */
    private static boolean isWebapp(Object candidate) {
        return Reflection.has(candidate, "getServletHandler", 0) && Reflection.has(candidate, "getSessionHandler", 0);
    }

    Object handler() {
        return handler;
    }

    /** The context path; empty for the root. */
    public String path() {
        String path = (String) Reflection.call(handler, "getContextPath");
        return path == null || "/".equals(path) ? "" : path;
    }

    /** The release of Jetty, e.g. {@code 9.4.58.v20250814}. */
    public String release() {
        return server().release();
    }

    /** An init-param of the web application, or null. */
    public @Nullable String initParameter(String name) {
        return (String) Reflection.call(handler, "getInitParameter", name);
    }

    /**
     * Whether its sessions go to a database.
     *
     * @return false only if that is certain
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

    /** Its session store. */
    public JettySessionStore store() {
        JettySessionStore own = Reflection.get(handler, "getSessionHandler")
                .flatMap(JettyContext::ownStore)
                .map(JdbcStore::of)
                .orElse(JettySessionStore.NONE);
        return own.equals(JettySessionStore.NONE) ? server().store() : own;
    }

    /** Keeps the sessions in memory from now on, so that Jetty touches no table; before the session handler starts. */
    public void switchSessionsToMemory() {
        SessionStoreSwitch.of(handler).ifPresent(stores -> {
            Reflection.call(handler, "setAttribute", TAKEN, Optional.ofNullable(stores.switchToMemory()));
            server().stopSessionIds();
        });
    }

    /**
     * Undoes what {@link #switchSessionsToMemory} has done at a former start. The ids of the server stay as they are, for they
     * would make tables.
     */
    public void restoreSessionStore() {
        Object taken = Reflection.call(handler, "getAttribute", TAKEN);
        if (taken instanceof Optional) {
            SessionStoreSwitch.of(handler).ifPresent(stores -> stores.switchBack(((Optional<?>) taken).orElse(null)));
            Reflection.call(handler, "removeAttribute", TAKEN);
        }
    }

    /** Lets the server keep ids of sessions in the database again, up to 9.3, now that the tables are fit for it. */
    public void restoreSessionIds() {
        server().restoreSessionIds();
        SessionStoreSwitch.of(handler).ifPresent(stores -> stores.useIds(server().ids()));
    }

    /** Gives the web application something that its filters find, at this start and at later ones. */
    public void attribute(String name, Object value) {
        Reflection.call(handler, "setAttribute", name, value);
    }

    /** Takes away what {@link #attribute} gave. */
    public void removeAttribute(String name) {
        Reflection.call(handler, "removeAttribute", name);
    }

    /** Stops it and starts it again, which may take long; not to be called by a thread that serves its requests. */
    public void restart() {
        Object whole = Reflection.get(handler, "getCoreContextHandler").orElse(handler); // ee8, ee9
        Reflection.call(whole, "stop");
        Reflection.call(whole, "start");
    }

    private static Optional<Object> ownStore(Object sessions) {
        Object owner = Reflection.get(sessions, "getSessionManager").orElse(sessions); // ee8 and ee9 of Jetty 12
        return Reflection.get(owner, "getSessionCache").flatMap(cache -> Reflection.get(cache, "getSessionDataStore"));
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

    /** Takes a filter away, if it is there. */
    public void removeFilter(String name) {
        Object servlets = servlets();
        rearrange(servlets, "FilterMappings", mappings -> mappings.removeIf(named("getFilterName", name)));
        rearrange(servlets, "Filters", filters -> filters.removeIf(named("getName", name)));
    }

    /** Puts the mappings of a filter before those of all others that are there by now. */
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
            throw new UnsupportedJettyException("a web application without servlets", null);
        }
        return servlets;
    }

    private JettyServer server() {
        return JettyServer.of(Reflection.call(handler, "getServer"));
    }
}
