package org.jettyferry.node;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.guard.GuardFilter;
import org.jettyferry.node.guard.Verdict;
import org.jettyferry.node.jetty.JettyContext;
import org.jettyferry.node.jetty.MirrorException;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter ahead of the web application's own, with no entry in its web.xml; or, if Jetty would misread the
 * session tables, a filter that says so. Jetty calls this before it starts the session handler of the web application.
 */
public final class FerryInitializer implements ServletContainerInitializer {
    static final String FILTER = "ferry";

    private static final Logger LOG = Logger.getLogger(FerryInitializer.class.getName());

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        Optional<JettyContext> jetty = JettyContext.of(context);
        Map<String, String> objection = Collections.emptyMap();
        try {
            objection = jetty.map(FerryInitializer::objection).orElse(objection);
        } catch (MirrorException e) {
            LOG.log(
                    Level.WARNING,
                    "The session tables are not guarded: this Jetty is built otherwise than expected",
                    e);
        }
        register(context, objection);
        jetty.ifPresent(of -> context.addListener(new First(of)));
    }

    /**
     * Takes a web application off the session tables if they are not for this Jetty.
     *
     * @return the init-params of the filter that has to answer for it; empty if nothing is wrong
     */
    static Map<String, String> objection(JettyContext context) {
        if (!context.keepsSessionsInDatabase()) {
            return Collections.emptyMap();
        }
        GuardDuty duty = GuardDuty.of(context.release(), context.initParameter("ferry.properties"));
        Optional<Verdict> wrong = duty.objection(context.path());
        if (!wrong.isPresent()) {
            return Collections.emptyMap();
        }
        context.forgetSessionStore();
        return duty.answer(wrong.get());
    }

    static Class<? extends Filter> filter(Map<String, String> objection) {
        return objection.isEmpty() ? FerryFilter.class : GuardFilter.class;
    }

    private static void register(ServletContext context, Map<String, String> objection) {
        FilterRegistration.Dynamic filter = context.addFilter(FILTER, filter(objection));
        if (filter == null) {
            return; // the module ferry was here, or the web application has a filter of this name
        }
        filter.setInitParameters(objection);
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
            } catch (MirrorException e) {
                LOG.log(Level.FINE, "the filter stays where it is", e);
            }
        }

        @Override
        public void contextDestroyed(ServletContextEvent event) {}
    }
}
