package org.jettyferry.node.jetty;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.park.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request through the handler at the server's door, the same on each line of Jetty: find its web
 * application, and ask the doorkeeper. Whatever fails, the request goes on, and the filter decides. Thread-safe.
 */
final class Door {
    private static final Logger LOG = Logger.getLogger(Door.class.getName());

    private final Doorkeeper keeper;
    private final Webapps webapps;
    private final AtomicBoolean logged = new AtomicBoolean();

    Door(Doorkeeper keeper, Webapps webapps) {
        this.keeper = keeper;
        this.webapps = webapps;
    }

    /** Returns whether any request may have to wait now. */
    boolean anyWaits() {
        return keeper.anyWaits();
    }

    /**
     * Parks a request if it is to wait.
     *
     * @param pathOf supplies its path, decoded; null if it has none
     * @return whether it waits; if not, it must go on
     */
    boolean park(Supplier<@Nullable String> pathOf, EarlyRequest.Source source, Waiting request) {
        try {
            String path = pathOf.get();
            Webapps.Webapp webapp = path == null ? null : webapps.at(path);
            if (path == null || webapp == null) {
                return false;
            }
            HttpServletRequest early = EarlyRequest.of(source, webapp.path, path);
            return keeper.park(webapp.handler, early, request);
        } catch (Throwable e) { // an Error too: a request must not fail because of what could only make it wait
            if (logged.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "A request was not parked; further failures are not logged.", e);
            }
            return false;
        }
    }
}
