package org.jettyferry.node;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jettyferry.node.routing.Gate;
import org.jettyferry.node.routing.Routing;
import org.jettyferry.node.routing.RoutingSettings;

/** Lets requests of contexts that live here through, and sends those of migrated contexts to their new server. */
public final class FerryFilter implements Filter {
    private final Function<FilterConfig, Routing> routing;
    private Gate gate = new Gate(new Routing(RoutingSettings.DEFAULTS), "");

    /** For the servlet container. */
    public FerryFilter() {
        this(config -> new Routing(RoutingSettings.DEFAULTS)); // the node's own, once there is one
    }

    FerryFilter(Function<FilterConfig, Routing> routing) {
        this.routing = routing;
    }

    @Override
    public void init(FilterConfig config) {
        gate = new Gate(routing.apply(config), config.getServletContext().getContextPath());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        gate.pass(request, response, chain);
    }

    @Override
    public void destroy() {}
}
