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
import org.jettyferry.node.jetty.JettyContext;
import org.jettyferry.node.jetty.SessionCookies;
import org.jettyferry.node.park.Waiting;
import org.jettyferry.node.route.RequestGate;
import org.jettyferry.node.route.Router;
import org.jettyferry.node.route.RoutingSettings;
import org.jspecify.annotations.Nullable;

/**
 * The servlet filter: lets requests of contexts that live here through, and redirects those of migrated contexts to
 * their new server. While the guard keeps the web application closed, it answers 503.
 */
public final class FerryFilter implements Filter {
    private static final String FILE = "ferry.properties";

    private final @Nullable Function<FilterConfig, Router> given;
    private @Nullable Node node;
    private @Nullable ServletContext webapp;
    private @Nullable GuardedWebapp guarded;
    private @Nullable SessionCookies cookies;
    private RequestGate gate = new RequestGate(new Router(RoutingSettings.DEFAULTS), "");

    /** Used by the servlet container. */
    public FerryFilter() {
        given = null;
    }

    FerryFilter(Function<FilterConfig, Router> routing) {
        given = routing;
    }

    @Override
    public void init(FilterConfig config) {
        ServletContext context = config.getServletContext();
        gate = new RequestGate(given == null ? joined(config, context) : given.apply(config), context);
        cookies = JettyContext.of(context).map(SessionCookies::new).orElse(null);
        Entrance.joined(context, this);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Node joined = node;
        if (joined != null && joined.pages().answers((HttpServletRequest) request, (HttpServletResponse) response)) {
            return;
        }
        GuardedWebapp guard = guarded;
        if (guard != null && guard.closed()) {
            guard.answer((HttpServletRequest) request, (HttpServletResponse) response);
        } else if (joined != null && joined.tickets().isOpen() && RequestGate.hasTicket((HttpServletRequest) request)) {
            gate.pass(request, response, (in, out) -> redeem(joined, in, out));
        } else {
            if (joined != null) {
                joined.loadedSession().look((HttpServletRequest) request);
            }
            gate.pass(request, response, chain);
        }
    }

    /** Takes the place of the web application for a request with a ticket, which it never sees. */
    private void redeem(Node joined, ServletRequest request, ServletResponse response) throws IOException {
        joined.tickets().redeem(gate, cookies, (HttpServletRequest) request, (HttpServletResponse) response);
    }

    /**
     * Parks a request before this web application sees it; see {@link RequestGate#park}.
     *
     * @param early the request as far as it is known by now
     * @return whether it is parked
     */
    boolean park(HttpServletRequest early, Waiting request) {
        Node joined = node;
        GuardedWebapp guard = guarded;
        return joined != null
                && !joined.pages().answersTo(early)
                && (guard == null || !guard.closed())
                && gate.park(early, request);
    }

    @Override
    public void destroy() {
        Entrance.left(this);
        Node joined = node;
        ServletContext context = webapp;
        GuardedWebapp guard = guarded;
        if (joined != null && guard != null) {
            guard.leave();
            joined.guard().remove(guard);
        }
        if (joined != null && context != null) {
            joined.leave(context);
        }
        node = null;
        guarded = null;
        cookies = null;
    }

    private Router joined(FilterConfig config, ServletContext context) {
        String file = config.getInitParameter(FILE);
        Node joined = Node.join(context, file == null ? context.getInitParameter(FILE) : file);
        node = joined;
        webapp = context;
        GuardedWebapp guard = GuardedWebapp.of(context);
        if (guard != null) {
            joined.guard().add(guard);
            guard.enter();
            guarded = guard;
        }
        return joined.routing();
    }
}
