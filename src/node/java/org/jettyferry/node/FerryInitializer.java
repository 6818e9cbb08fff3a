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
 * Registers the filter ahead of the web application's own filters, without an entry in its web.xml. Jetty calls this
 * before it starts the session handler of the web application, so this is also where the guard checks the session
 * tables.
 */
public final class FerryInitializer implements ServletContainerInitializer {
    static final String FILTER = "ferry";

    /** The filter's name while the guard keeps the web application off: a web.xml may define {@link #FILTER} itself. */
    static final String GUARD = "ferry-guard";

    private static final Logger LOG = Logger.getLogger(FerryInitializer.class.getName());

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        Optional<JettyContext> jetty = JettyContext.of(context);
        // a filter of this name comes from the module ferry, which has checked the tables already
        if (context.getFilterRegistration(GUARD) == null) {
            register(context, jetty.filter(FerryInitializer::isKeptOff).isPresent() ? GUARD : FILTER);
        }
        jetty.ifPresent(of -> context.addListener(new First(of)));
    }

    private static boolean isKeptOff(JettyContext context) {
        try {
            return keepOff(context, null);
        } catch (UnsupportedJettyException e) {
            LOG.log(Level.WARNING, "The session tables are not guarded: this Jetty is not supported", e);
            return false;
        }
    }

    /**
     * Keeps a web application off the session tables if they do not fit this Jetty. If it was kept off at its last
     * start, it gets its session store back first.
     *
     * @param restart restarts the web application; null if only its container can
     * @return whether it is kept off
     */
    static boolean keepOff(JettyContext context, @Nullable Runnable restart) {
        context.restoreSessionStore();
        if (!context.usesSessionDatabase()) {
            context.removeAttribute(GuardedWebapp.ATTRIBUTE);
            return false;
        }
        GuardPolicy policy =
                GuardPolicy.of(context.release(), context.initParameter("ferry.properties"), context.store());
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
            return; // the module ferry or the web application has registered the filter
        }
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    /** Puts the filter first once more, because other initializers may have put theirs before it. */
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
