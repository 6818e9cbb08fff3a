package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jettyferry.node.jetty.Doorkeeper;
import org.jettyferry.node.jetty.JettyContext;
import org.jettyferry.node.park.Waiting;

/**
 * Keeps the door of a server: finds the filter of the web application that a request is for, and lets that decide
 * whether the request waits. It knows all web applications whose filter is of this class. On Jetty 12 each environment
 * has classes of its own, and so a door of its own. Thread-safe.
 */
final class Entrance implements Doorkeeper {
    /** By Jetty's handler of the web application. */
    private static final Map<Object, FerryFilter> WEBAPPS = new ConcurrentHashMap<>();

    /** Notes the filter of a web application that starts. */
    static void joined(ServletContext webapp, FerryFilter filter) {
        JettyContext.of(webapp).ifPresent(context -> WEBAPPS.put(context.handler(), filter));
    }

    /** Forgets the filter of a web application that ends. */
    static void left(FerryFilter filter) {
        WEBAPPS.values().remove(filter);
    }

    @Override
    public boolean anyWaits() {
        return Node.anyParks();
    }

    @Override
    public boolean park(Object webapp, HttpServletRequest early, Waiting request) {
        FerryFilter filter = WEBAPPS.get(webapp);
        return filter != null && filter.park(early, request);
    }
}
