package org.jettyferry.node.jetty;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the web application that a path belongs to, as Jetty's {@code ContextHandlerCollection} will: the one with the
 * longest context path. It asks the server for all of them again each second, because they come and go. Thread-safe.
 */
final class Webapps {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Stands for several web applications, one of which Jetty chooses by more than the path. */
    private static final Object DOUBT = new Object();

    private final Object server;
    private final Class<?> contextHandler;
    private final String children;

    /** Weak, because nobody may ask any more: it must not keep the class loader of a web application that ends. */
    private volatile WeakReference<Paths> paths = new WeakReference<>(null);

    /**
     * Makes the finder of a server.
     *
     * @param children the server's method that returns all handlers of a class
     */
    Webapps(Object server, String children) {
        this.server = server;
        this.children = children;
        contextHandler =
                Reflection.type(server.getClass().getClassLoader(), "org.eclipse.jetty.server.handler.ContextHandler");
    }

    /**
     * Finds the web application of a path.
     *
     * @param path decoded, as Jetty compares it
     * @return null if there is none of this servlet API, or if it depends on more than the path, as with virtual hosts
     */
    @Nullable
    Webapp at(String path) {
        Map<String, Object> handlers = fresh().handlers;
        for (String prefix = path; ; prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('/')))) {
            Object handler = handlers.get(prefix);
            if (handler != null) {
                return handler == DOUBT ? null : new Webapp(prefix, handler);
            }
            if (prefix.isEmpty()) {
                return null;
            }
        }
    }

    private Paths fresh() {
        Paths known = paths.get();
        if (known == null || System.nanoTime() - known.since >= FRESH_NANOS) {
            known = new Paths(read(), System.nanoTime());
            paths = new WeakReference<>(known);
        }
        return known;
    }

    private Map<String, Object> read() {
        Map<String, Object> handlers = new HashMap<>();
        for (Object context : contexts()) {
            String path = String.valueOf(Reflection.call(context, "getContextPath"));
            Object webapp = hasVirtualHosts(context)
                    ? DOUBT
                    : JettyContext.ofHandler(context).map(JettyContext::handler).orElse(DOUBT);
            handlers.merge("/".equals(path) ? "" : path, webapp, (one, another) -> DOUBT);
        }
        return handlers;
    }

    private Collection<?> contexts() {
        Object found = Reflection.call(server, children, contextHandler);
        if (found instanceof Object[]) {
            return Arrays.asList((Object[]) found); // up to 11
        }
        return found instanceof Collection ? (Collection<?>) found : Collections.emptyList();
    }

    private static boolean hasVirtualHosts(Object context) {
        Object hosts = Reflection.get(context, "getVirtualHosts").orElse("");
        return hosts instanceof Object[]
                ? ((Object[]) hosts).length > 0
                : hosts instanceof Collection && !((Collection<?>) hosts).isEmpty();
    }

    /** A web application, by its path (empty for the root) and its handler. */
    static final class Webapp {
        final String path;
        final Object handler;

        Webapp(String path, Object handler) {
            this.path = path;
            this.handler = handler;
        }
    }

    /** The handlers by context path, and when they were read. */
    private static final class Paths {
        final Map<String, Object> handlers;
        final long since;

        Paths(Map<String, Object> handlers, long since) {
            this.handlers = handlers;
            this.since = since;
        }
    }
}
