package org.jettyferry.node;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.guard.CheckResult;
import org.jettyferry.node.jetty.JettyContext;
import org.jettyferry.node.jetty.UnsupportedJettyException;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter ahead of the web application's own, with no entry in its web.xml; if Jetty would misread the
 * session tables, in a place that no other filter can take. Jetty calls this before it starts the session handler of the web application.
 */
public final class FerryInitializer implements ServletContainerInitializer {
    static final String FILTER = "ferry";

    /** The name where it is kept off: the other may be taken by a web.xml, and then its class would be taken from there. */
    static final String GUARD = "ferry-guard";

    private static final Logger LOG = Logger.getLogger(FerryInitializer.class.getName());

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        Optional<JettyContext> jetty = JettyContext.of(context);
        if (context.getFilterRegistration(GUARD)
                == null) { // else the module ferry keeps it off, and may have seen more
            register(context, jetty.filter(FerryInitializer::isKeptOff).isPresent() ? GUARD : FILTER);
        }
        jetty.ifPresent(of -> context.addListener(new First(of)));
    }

    private static boolean isKeptOff(JettyContext context) {
        try {
            return keepOff(context, null);
        } catch (UnsupportedJettyException e) {
            LOG.log(
                    Level.WARNING,
                    "The session tables are not guarded: this Jetty is built otherwise than expected",
                    e);
            return false;
        }
    }

    /**
     * Takes a web application off the session tables if they are not for this Jetty; one that was taken off at its last start
     * gets them back if they are now.
     *
     * @param restart starts it again; null where only its container can
     * @return whether it was taken off
     */
    static boolean keepOff(JettyContext context, @Nullable Runnable restart) {
        context.restoreSessionStore();
        if (!context.usesSessionDatabase()) {
            context.removeAttribute(GuardedWebapp.ATTRIBUTE);
            return false;
        }
        GuardPolicy policy = GuardPolicy.of(context.release(), context.initParameter("ferry.properties"), context.store());
        CheckResult wrong = policy.rejection(context.path()).orElse(null);
        context.attribute(GuardedWebapp.ATTRIBUTE, new GuardedWebapp(policy, context.path(), wrong, restart));
        if (wrong == null) {
            context.restoreSessionIds();
            return false;
        }
        context.switchSessionsToMemory();
        return true;
    }

    private static void register(ServletContext context, String name) {
        FilterRegistration.Dynamic filter = context.addFilter(name, FerryFilter.class);
        if (filter == null) {
            return; // the module ferry was here, or the web application names the filter itself
        }
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    /** Other initializers may have put their filters before ours. */
    private static final class First implements ServletContextListener {
        private final JettyContext context;

        First(JettyContext context) {
            this.context = context;
        }

        @Override
        public void contextInitialized(ServletContextEvent event) {
            try {
                context.putFirst(FILTER);
                context.putFirst(GUARD);
            } catch (UnsupportedJettyException e) {
                LOG.log(Level.FINE, "the filter stays where it is", e);
            }
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {}
    }
}
