package org.jettyferry.node.jetty;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.node.park.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Jetty up to 11, whose handlers take servlet requests: a request goes asynchronous at the door, and is dispatched when
 * it may go on.
 *
 * <p>The dispatch has the type ASYNC. Left so, {@code SessionHandler.checkRequestedSessionId} would not read the
 * session's cookie, and filters mapped as usual would be skipped. So the request becomes one of type REQUEST again, and
 * what {@code startAsync} has noted in its attributes is removed: behind the door it is like one that has just arrived.
 */
final class ServletLine implements ParkingHandler.Line {
    private static final String HELD = ServletLine.class.getName();

    /** The container's own time limit is only for the case that nobody lets the request go. */
    private static final long GRACE_MILLIS = 5_000;

    /** What a request answers before it has a web application; some of the rest would read the body. */
    private static final Set<String> KNOWN = new HashSet<>(Arrays.asList(
            "getMethod",
            "getRequestURI",
            "getQueryString",
            "getHeader",
            "getHeaders",
            "getCookies",
            "getProtocol",
            "getScheme",
            "isSecure",
            "getServerName",
            "getServerPort",
            "getRemoteAddr",
            "getRemotePort"));

    private final Door door;
    private final Method setHandled;
    private final Method setDispatcherType;

    ServletLine(ClassLoader loader, Door door) {
        this.door = door;
        Class<?> request = Reflection.type(loader, "org.eclipse.jetty.server.Request");
        setHandled = Reflection.named("setHandled", request, boolean.class);
        setDispatcherType = Reflection.named("setDispatcherType", request, DispatcherType.class);
    }

    @Override
    public @Nullable Object handle(Object[] arguments, ParkingHandler.Next next) throws Throwable {
        HttpServletRequest request = (HttpServletRequest) arguments[2];
        DispatcherType type = request.getDispatcherType();
        if (type == DispatcherType.ASYNC) {
            Object held = request.getAttribute(HELD);
            if (held instanceof Held) {
                ((Held) held).comeBack();
            }
        } else if (type == DispatcherType.REQUEST && door.anyWaits() && park(arguments, request)) {
            return null;
        }
        return next.handle(arguments);
    }

    private boolean park(Object[] arguments, HttpServletRequest request) {
        return request.isAsyncSupported()
                && door.park(
                        () -> (String) arguments[0],
                        (getter, values) -> get(request, getter, values),
                        new Held(arguments[1], request));
    }

    private static @Nullable Object get(HttpServletRequest request, Method getter, Object @Nullable [] arguments)
            throws Throwable {
        if (!KNOWN.contains(getter.getName())) {
            throw new UnsupportedOperationException(getter.getName() + " is not known yet");
        }
        try {
            return getter.invoke(request, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** A request that is asynchronous while it waits. The first of these ends that: the lot, a time-out, its end. */
    private final class Held implements Waiting, AsyncListener {
        private final Object base;
        private final HttpServletRequest request;
        private final AtomicBoolean left = new AtomicBoolean();
        private @Nullable AsyncContext async;
        private Runnable gone = () -> {};

        /** @param base the request as Jetty's own class */
        Held(Object base, HttpServletRequest request) {
            this.base = base;
            this.request = request;
        }

        @Override
        public void suspend(long millis, Runnable whenGone) {
            gone = whenGone;
            AsyncContext started = request.startAsync();
            request.setAttribute(HELD, this);
            async = started;
            started.setTimeout(millis + GRACE_MILLIS);
            started.addListener(this);
            set(setHandled, true);
        }

        @Override
        public void resume() {
            AsyncContext started = async;
            if (started != null && left.compareAndSet(false, true)) {
                started.dispatch();
            }
        }

        @Override
        public void noPlace() {
            request.setAttribute(ATTRIBUTE, true);
        }

        /** Makes it a request that has just arrived. */
        void comeBack() {
            request.removeAttribute(HELD);
            AsyncNotes.remove(base);
            request.setAttribute(ATTRIBUTE, true);
            set(setDispatcherType, DispatcherType.REQUEST);
        }

        private void set(Method setter, Object value) {
            try {
                setter.invoke(base, value);
            } catch (ReflectiveOperationException e) {
                throw new UnsupportedJettyException(setter + " can't be called", e);
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            gone.run();
            resume();
        }

        @Override
        public void onError(AsyncEvent event) {
            leave();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            leave();
        }

        private void leave() {
            if (left.compareAndSet(false, true)) {
                gone.run();
            }
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // the web application's own doing, after this request has come back
        }
    }
}
