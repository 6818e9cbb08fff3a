package org.jettyferry.node.route;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the cookie of a session back that Jetty has set before the filter saw the request.
 *
 * <p>Jetty looks for the session first. If it finds one here, in a row that is about to leave or in memory, under an id that
 * ends with another node's name, it sets the cookie anew with the name of this node (9.3.30 {@code
 * AbstractSessionManager.getHttpSession} and {@code access}; 9.4 to 12.1 alike). Where both servers have one host name, the
 * load balancer of the other server would then not know any more which node holds the session, and would choose any: seen as
 * clicks that were lost, because each node has the session in its memory.
 */
final class SessionCookie {
    private static final String HEADER = "Set-Cookie";
    private static final String DEFAULT_NAME = "JSESSIONID";

    private SessionCookie() {}

    /** Takes it back. Other cookies stay. */
    static void takeBack(HttpServletRequest request, HttpServletResponse response) {
        if (!response.containsHeader(HEADER)) {
            return;
        }
        String begin = name(request.getServletContext()) + "=";
        Collection<String> all = response.getHeaders(HEADER);
        List<String> others = new ArrayList<>(all);
        others.removeIf(cookie -> cookie.startsWith(begin));
        if (others.size() < all.size()) {
            response.setHeader(HEADER, null); // Jetty removes all of this name
            others.forEach(cookie -> response.addHeader(HEADER, cookie));
        }
    }

    private static String name(@Nullable ServletContext context) {
        String configured = context == null || context.getSessionCookieConfig() == null
                ? null
                : context.getSessionCookieConfig().getName();
        return configured == null ? DEFAULT_NAME : configured;
    }
}
