package org.jettyferry.node.jetty;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Lets Jetty set the cookie of a session that exists: with the name, path, domain and attributes that the web
 * application has for its cookies.
 *
 * <p>Facts, read in the classes of 9.3.30, 9.4.8, 9.4.58, 10.0.25, 12.0.31 and 12.1.12: to ask for a session by its id
 * loads it from the store, and takes an expired one for none. Since 9.4.58 at the latest the session then counts as in
 * use until it is released, and would never leave memory. The default for {@code SameSite} is not part of the cookie:
 * the response adds it, up to 11 and in ee8 and ee9; for the other environments {@code HttpCookieUtils} does.
 */
public final class SessionCookies {
    private final JettyContext context;

    /** Makes a view of the cookies of one web application. */
    public SessionCookies(JettyContext context) {
        this.context = context;
    }

    /**
     * Sets the cookie of a session.
     *
     * @param id as a cookie has it, perhaps of another node
     * @param secure whether the client's connection is encrypted
     * @return false if there is no such session in this web application, or it has expired, or has no cookie
     * @throws UnsupportedJettyException if this Jetty keeps its sessions in a way that is not known
     */
    public boolean set(String id, HttpServletRequest request, HttpServletResponse response, boolean secure) {
        Object sessions = Reflection.call(context.handler(), "getSessionHandler");
        if (sessions == null) {
            return false;
        }
        Object manager = Reflection.get(sessions, "getSessionManager").orElse(sessions); // up to 9.3, and ee8, ee9
        Object session = find(manager, id);
        if (session == null) {
            return false;
        }
        try {
            Object cookie = isValid(manager, session) ? cookie(manager, session, secure) : null;
            if (cookie != null && manager == sessions && isCore(manager)) {
                response.addHeader("Set-Cookie", text(manager, cookie));
            } else if (cookie != null) {
                add(sessions, request, cookie);
            }
            return cookie != null;
        } finally {
            release(manager, id, session);
        }
    }

    private static boolean isCore(Object manager) {
        return Reflection.has(manager, "getManagedSession", 1); // from 12.0 on
    }

    private static @Nullable Object find(Object manager, String id) {
        if (isCore(manager)) {
            return Reflection.call(manager, "getManagedSession", id);
        }
        if (!Reflection.has(manager, "getSessionCache", 0)) {
            return Reflection.call(manager, "getHttpSession", id); // up to 9.3
        }
        Object ids = Reflection.call(manager, "getSessionIdManager");
        Object plain = ids == null ? id : Reflection.call(ids, "getId", id); // without the node's name
        return Reflection.call(manager, "getSession", plain);
    }

    private static boolean isValid(Object manager, Object session) {
        return Boolean.TRUE.equals(
                isCore(manager) ? Reflection.call(session, "isValid") : Reflection.call(manager, "isValid", session));
    }

    private @Nullable Object cookie(Object manager, Object session, boolean secure) {
        String path = context.path();
        return isCore(manager)
                ? Reflection.call(manager, "getSessionCookie", session, secure)
                : Reflection.call(manager, "getSessionCookie", session, path.isEmpty() ? "/" : path, secure);
    }

    /** Returns the header's value of a cookie in ee10 and later. */
    private String text(Object manager, Object cookie) {
        Class<?> utils =
                Reflection.type(manager.getClass().getClassLoader(), "org.eclipse.jetty.server.HttpCookieUtils");
        Object attributes = Reflection.call(context.handler(), "getContext");
        Object checked = Reflection.invoke(Reflection.named("checkSameSite", utils), cookie, cookie, attributes);
        return String.valueOf(Reflection.invoke(Reflection.named("getRFC6265SetCookie", utils), cookie, checked));
    }

    /** Adds a cookie to the answer up to 11, and in ee8 and ee9. */
    private static void add(Object sessions, HttpServletRequest request, Object cookie) {
        Class<?> type = requestType(sessions);
        Method base = Reflection.named("getBaseRequest", type);
        Object plain = Reflection.invoke(base, request, request);
        Object response = plain == null ? null : Reflection.call(plain, "getResponse");
        if (response == null) {
            throw new UnsupportedJettyException("the request is not one of " + type.getName(), null);
        }
        Reflection.call(response, "addCookie", cookie);
    }

    /** Finds Jetty's request, which lives near the session handler; a site may have a session handler of its own. */
    private static Class<?> requestType(Object sessions) {
        ClassLoader loader = sessions.getClass().getClassLoader();
        for (Class<?> home = sessions.getClass(); home != null; home = home.getSuperclass()) {
            String name = home.getName();
            if (name.matches("org\\.eclipse\\.jetty\\.ee\\d+\\.nested\\.SessionHandler")) {
                return Reflection.type(home.getClassLoader(), name.replace("SessionHandler", "Request"));
            }
        }
        return Reflection.type(loader, "org.eclipse.jetty.server.Request");
    }

    private static void release(Object manager, String id, Object session) {
        Object cache = Reflection.get(manager, "getSessionCache").orElse(null);
        if (cache != null && Reflection.has(cache, "release", 1)) {
            Reflection.call(cache, "release", session); // from 12.0 on
        } else if (cache != null && Reflection.has(cache, "release", 2)) {
            Object own = Reflection.call(session, "getId");
            Reflection.call(cache, "release", own == null ? id : own, session);
        }
    }
}
