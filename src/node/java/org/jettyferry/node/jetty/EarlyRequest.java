package org.jettyferry.node.jetty;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is known at the door of the server: method, address, headers and cookies, and the web application
 * that it is for. Session, user, attributes and body come later; asked for them, it throws
 * {@link UnsupportedOperationException}.
 *
 * <p>It is a proxy, because the servlet API grows: a class that implements all of it would fit one release alone.
 */
final class EarlyRequest implements InvocationHandler {
    private final Source source;
    private final String contextPath;
    private final String pathInContext;

    private EarlyRequest(Source source, String contextPath, String path) {
        this.source = source;
        this.contextPath = contextPath;
        this.pathInContext = path.substring(contextPath.length());
    }

    /**
     * Makes a request for a web application.
     *
     * @param contextPath its path; empty for the root
     * @param path the whole path, decoded; begins with the context path
     */
    static HttpServletRequest of(Source source, String contextPath, String path) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                EarlyRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                new EarlyRequest(source, contextPath, path));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "getContextPath":
                return contextPath;
            case "getServletPath":
                return pathInContext;
            case "getPathInfo":
                return null;
            case "toString":
                return "a request at the door";
            default:
                return source.get(method, arguments);
        }
    }

    /** Reads what Jetty knows of a request. */
    interface Source {
        /**
         * Answers a getter of {@link HttpServletRequest}.
         *
         * @throws UnsupportedOperationException if it is not one of those that can be answered by now
         */
        @Nullable
        Object get(Method getter, Object @Nullable [] arguments) throws Throwable;
    }
}
