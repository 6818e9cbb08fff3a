package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.jetty.JettyContext;
import org.jettyferry.node.jetty.UnsupportedJettyException;

/**
 * Lets Jetty up to 9.3 save each session at the end of each request, and look at its row at each request, where nodes of
 * other releases work on the same tables: by itself it keeps its own copy of a session for a minute. Thread-safe.
 */
final class SharedTables {
    private static final Logger LOG = Logger.getLogger(SharedTables.class.getName());

    private final Map<ServletContext, JettyContext> webapps = new ConcurrentHashMap<>();
    private volatile boolean shared;

    void add(ServletContext webapp) {
        JettyContext.of(webapp).ifPresent(jetty -> {
            webapps.put(webapp, jetty);
            apply(jetty);
        });
    }

    void remove(ServletContext webapp) {
        webapps.remove(webapp);
    }

    /** @param now whether others share the tables; if not any more, an interval of 0 stays until the web application starts anew */
    void configure(boolean now) {
        shared = now;
        webapps.values().forEach(this::apply);
    }

    private void apply(JettyContext webapp) {
        try {
            if (shared && webapp.saveAtOnce()) {
                LOG.log(
                        Level.INFO,
                        "sharedTables=on: the web application \"{0}\" saves its sessions at once (saveInterval 0)",
                        webapp.path());
            }
        } catch (UnsupportedJettyException e) {
            LOG.log(
                    Level.WARNING,
                    "sharedTables=on has no effect on \"{0}\" ({1}); write <Set name=\"saveInterval\">0</Set> into its"
                            + " JDBCSessionManager",
                    new Object[] {webapp.path(), e.getMessage()});
        }
    }
}
