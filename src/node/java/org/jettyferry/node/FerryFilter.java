package org.jettyferry.node;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jettyferry.node.routing.Gate;
import org.jettyferry.node.routing.Routing;
import org.jettyferry.node.routing.RoutingSettings;
import org.jspecify.annotations.Nullable;

/** Lets requests of contexts that live here through, and sends those of migrated contexts to their new server. */
public final class FerryFilter implements Filter {
    private static final String FILE = "ferry.properties";

    private final @Nullable Function<FilterConfig, Routing> given;
    private @Nullable Node node;
    private @Nullable ServletContext webapp;
    private Gate gate = new Gate(new Routing(RoutingSettings.DEFAULTS), "");

    /** For the servlet container. */
    public FerryFilter() {
        given = null;
    }

    FerryFilter(Function<FilterConfig, Routing> routing) {
        given = routing;
    }

    @Override
    public void init(FilterConfig config) {
        ServletContext context = config.getServletContext();
        gate = new Gate(given == null ? joined(config, context) : given.apply(config), context.getContextPath());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Node joined = node;
        if (joined == null || !joined.pages().answers((HttpServletRequest) request, (HttpServletResponse) response)) {
            gate.pass(request, response, chain);
        }
    }

    @Override
    public void destroy() {
        Node joined = node;
        ServletContext context = webapp;
        if (joined != null && context != null) {
            joined.leave(context);
        }
        node = null;
    }

    private Routing joined(FilterConfig config, ServletContext context) {
        String file = config.getInitParameter(FILE);
        Node joined = Node.join(context, file == null ? context.getInitParameter(FILE) : file);
        node = joined;
        webapp = context;
        return joined.routing();
    }
}
