package org.jettyferry.node.jetty;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handler of Jetty around the one that a server has, so that requests can wait before any web application sees them.
 *
 * <pre>
 *   server ─▶ proxy ─▶ wrapper ─▶ the server's former handler ─▶ … ─▶ web applications
 *               │         ▲
 *               │ handle  │ everything else: start, stop, beans, children, dump
 *               └─────────┘
 * </pre>
 *
 * Jetty's own wrapper is a class, which this code can't extend without compiling against each Jetty. But a server
 * takes any object that implements {@code Handler}. So this is a proxy of all interfaces that Jetty's wrapper has. It
 * passes on every call to a real wrapper, which holds the former handler; only {@code handle} is looked at first.
 * Jetty thus starts, stops, lists and searches the web applications behind it as ever. Read in {@code
 * HandlerWrapper}, {@code AbstractHandlerContainer} and {@code ContainerLifeCycle} of 9.3.30, 9.4.56 and 10.0, and in
 * {@code Handler} of 12.0.
 */
final class ParkingHandler implements InvocationHandler {
    private static final String HANDLE = "handle";

    private final Object wrapper;
    private final Line line;
    private final Next next;

    private ParkingHandler(Object wrapper, Line line, Method handle) {
        this.wrapper = wrapper;
        this.line = line;
        this.next = arguments -> call(handle, arguments);
    }

    /** Handles requests as one line of Jetty does. */
    interface Line {
        /**
         * Handles a request, or parks it.
         *
         * @param arguments of Jetty's {@code handle}
         * @param next handles the request if it goes on
         * @return what Jetty's {@code handle} returns
         */
        @Nullable
        Object handle(Object[] arguments, Next next) throws Throwable;
    }

    /** What comes behind the door. */
    interface Next {
        @Nullable
        Object handle(Object[] arguments) throws Throwable;
    }

    /**
     * Puts a handler around the one that a server has; call it before the server starts.
     *
     * @throws UnsupportedJettyException if this Jetty differs from those known; the server is as it was then
     */
    static void insert(Object server, Doorkeeper keeper) {
        ClassLoader loader = server.getClass().getClassLoader();
        boolean core = Reflection.has(server, "getTail", 0); // 12
        Object wrapper = Reflection.make(Reflection.type(
                loader, "org.eclipse.jetty.server." + (core ? "Handler$Wrapper" : "handler.HandlerWrapper")));
        Door door = new Door(keeper, new Webapps(server, core ? "getDescendants" : "getChildHandlersByClass"));
        Line line = core ? new CoreLine(server, door) : new ServletLine(loader, door);
        Class<?>[] interfaces = interfaces(wrapper.getClass());
        Method handle = Reflection.named(HANDLE, Reflection.type(loader, "org.eclipse.jetty.server.Handler"));
        Object proxy = Proxy.newProxyInstance(loader, interfaces, new ParkingHandler(wrapper, line, handle));
        if (core) {
            Reflection.call(server, "insertHandler", proxy);
        } else {
            Reflection.call(wrapper, "setHandler", Reflection.call(server, "getHandler"));
            Reflection.call(server, "setHandler", proxy);
        }
    }

    private static Class<?>[] interfaces(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> home = type; home != null; home = home.getSuperclass()) {
            for (Class<?> one : home.getInterfaces()) {
                all.add(one);
            }
        }
        return all.toArray(new Class<?>[0]);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (HANDLE.equals(method.getName()) && arguments != null) {
            return line.handle(arguments, next);
        }
        if ("equals".equals(method.getName()) && arguments != null) {
            return self == arguments[0];
        }
        return call(method, arguments);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(wrapper, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
