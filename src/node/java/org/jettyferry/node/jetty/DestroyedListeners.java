package org.jettyferry.node.jetty;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Calls the listeners of sessions that end where Jetty has no method for it: in {@code AbstractSessionManager} up to 9.3,
 * and in {@code SessionHandler} up to 9.4.14. Both keep them in the field {@code _sessionListeners} and call the last one
 * first.
 */
final class DestroyedListeners {
    private static final Logger LOG = Logger.getLogger(DestroyedListeners.class.getName());

    private DestroyedListeners() {}

    static void call(Object manager, Object session) {
        HttpSessionEvent event = new HttpSessionEvent((HttpSession) session);
        List<Object> listeners = new ArrayList<>(of(manager));
        Collections.reverse(listeners);
        for (Object listener : listeners) {
            try {
                ((HttpSessionListener) listener).sessionDestroyed(event);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener failed when a session was ended", e);
            }
        }
    }

    private static List<?> of(Object manager) {
        Object listeners = Reflection.named(manager, "_sessionListeners").orElse(null);
        return listeners instanceof List ? (List<?>) listeners : Collections.emptyList();
    }
}
