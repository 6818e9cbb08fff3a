package org.jettyferry.node.jetty;

import jakarta.servlet.http.Cookie;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Jetty 12's own request, response and callback. All methods are looked up when a server gets its
 * handler, so that another Jetty is noticed then and not by a request.
 */
final class CoreCalls {
    private static final String SERVER = "org.eclipse.jetty.server.";
    private static final int NOT_FOUND = 404;

    private final ClassLoader loader;
    private final Class<?> request;
    private final Method uri;
    private final Method path;
    private final Method query;
    private final Method decodedPath;
    private final Method method;
    private final Method headers;
    private final Method header;
    private final Method cookies;
    private final Method serverName;
    private final Method serverPort;
    private final Method setAttribute;
    private final Method onFailure;
    private final Method onIdle;
    private final Method fail;
    private final Method errorStatus;
    private final Method error;

    CoreCalls(ClassLoader loader) {
        this.loader = loader;
        request = type(SERVER + "Request");
        Class<?> address = type("org.eclipse.jetty.http.HttpURI");
        Class<?> response = type(SERVER + "Response");
        Class<?> callback = type("org.eclipse.jetty.util.Callback");
        uri = Reflection.named("getHttpURI", request);
        path = Reflection.named("getPath", address);
        query = Reflection.named("getQuery", address);
        decodedPath = Reflection.named("getDecodedPath", address);
        method = Reflection.named("getMethod", request);
        headers = Reflection.named("getHeaders", request);
        header = Reflection.named("get", type("org.eclipse.jetty.http.HttpFields"), String.class);
        cookies = Reflection.named("getCookies", request, request);
        serverName = Reflection.named("getServerName", request, request);
        serverPort = Reflection.named("getServerPort", request, request);
        setAttribute = Reflection.named("setAttribute", request, String.class, Object.class);
        onFailure = Reflection.named("addFailureListener", request, Consumer.class);
        onIdle = Reflection.named("addIdleTimeoutListener", request, Predicate.class);
        fail = Reflection.named("failed", callback, Throwable.class);
        errorStatus = Reflection.named("writeError", response, request, response, callback, int.class);
        error = Reflection.named("writeError", response, request, response, callback, Throwable.class);
    }

    private Class<?> type(String name) {
        return Reflection.type(loader, name);
    }

    /** Returns the path as Jetty understands it; null if the request has none, as with CONNECT. */
    @Nullable
    String decodedPath(Object of) {
        Object address = call(uri, of);
        return address == null ? null : (String) call(decodedPath, address);
    }

    /**
     * Answers a getter of a servlet request.
     *
     * @throws UnsupportedOperationException if a request does not know it at the door
     */
    @Nullable
    Object get(Object of, String getter, Object @Nullable [] arguments) {
        switch (getter) {
            case "getMethod":
                return call(method, of);
            case "getRequestURI":
                return call(path, call(uri, of));
            case "getQueryString":
                return call(query, call(uri, of));
            case "getHeader":
                return arguments == null ? null : call(header, call(headers, of), arguments);
            case "getCookies":
                return cookies(of);
            case "getServerName":
                return call(serverName, null, of);
            case "getServerPort":
                return call(serverPort, null, of);
            default:
                throw new UnsupportedOperationException(getter + " is not known yet");
        }
    }

    private Cookie @Nullable [] cookies(Object of) {
        List<?> found = (List<?>) call(cookies, null, of);
        if (found == null || found.isEmpty()) {
            return null;
        }
        Cookie[] all = new Cookie[found.size()];
        for (int i = 0; i < all.length; i++) {
            Object cookie = found.get(i);
            all[i] = new Cookie(
                    (String) Reflection.call(cookie, "getName"), (String) Reflection.call(cookie, "getValue"));
        }
        return all;
    }

    void attribute(Object of, String name, Object value) {
        call(setAttribute, of, name, value);
    }

    /**
     * Runs an action if the request fails, as far as Jetty notices while nobody reads. A parked request also says that
     * it is not idle: else Jetty fails it after the connection's idle time-out, and then its body can't be read any
     * more ({@code HttpChannelState.onIdleTimeout} of 12.0).
     */
    void onEnd(Object of, Consumer<Throwable> action) {
        Predicate<Object> fails = timeout -> false;
        call(onIdle, of, fails);
        call(onFailure, of, action);
    }

    void fail(Object callback, Throwable failure) {
        call(fail, callback, failure);
    }

    /** @param arguments request, response and callback */
    void notFound(Object[] arguments) {
        call(errorStatus, null, arguments[0], arguments[1], arguments[2], NOT_FOUND);
    }

    /** @param arguments request, response and callback */
    void error(Object[] arguments, Throwable failure) {
        call(error, null, arguments[0], arguments[1], arguments[2], failure);
    }

    private static @Nullable Object call(Method called, @Nullable Object on, @Nullable Object... arguments) {
        try {
            return called.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw new UnsupportedJettyException(called + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new UnsupportedJettyException(called + " cannot be called", e);
        }
    }
}
