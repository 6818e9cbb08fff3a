package org.jettyferry.node;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.jetty.JettyContext;
import org.jettyferry.node.jetty.JettyServer;
import org.jettyferry.node.jetty.UnsupportedJettyException;

/** The entry point of Jetty's module {@code ferry}: adds Ferry to every web application of a server. */
public final class JettyModule {
    private static final Logger LOG = Logger.getLogger(JettyModule.class.getName());

    private JettyModule() {}

    /**
     * Adds Ferry to a server that has not started yet.
     *
     * @param server an {@code org.eclipse.jetty.server.Server}
     * @param settings the settings file; empty for the default places
     */
    public static void join(Object server, String settings) {
        if (!settings.isEmpty()) {
            System.setProperty("ferry.properties", settings);
        }
        JettyServer jetty = JettyServer.of(server);
        jetty.onStarting(() -> {
            if (jetty.usesSessionDatabase()
                    && GuardPolicy.of(jetty.release(), null, jetty.store())
                            .rejection()
                            .isPresent()) {
                jetty.switchIdsToMemory();
            }
        });
        jetty.onContextStarting(JettyModule::install);
        park(jetty);
    }

    private static void park(JettyServer jetty) {
        try {
            jetty.park(new Entrance());
        } catch (RuntimeException | LinkageError e) { // a server without parking is better than none
            LOG.log(
                    Level.WARNING,
                    "Requests of closed contexts can wait in the filter only: this Jetty is not supported",
                    e);
        }
    }

    private static void install(JettyContext context) {
        try {
            boolean keptOff = FerryInitializer.keepOff(context, context::restart);
            context.removeFilter(keptOff ? FerryInitializer.FILTER : FerryInitializer.GUARD); // of an earlier start
            context.filter(keptOff ? FerryInitializer.GUARD : FerryInitializer.FILTER, FerryFilter.class);
        } catch (UnsupportedJettyException e) {
            LOG.log(
                    Level.SEVERE,
                    "The module ferry does nothing for a web application: this Jetty is not supported",
                    e);
        }
    }
}
