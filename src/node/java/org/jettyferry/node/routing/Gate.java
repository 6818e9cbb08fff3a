package org.jettyferry.node.routing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jettyferry.node.resolve.WebappResolver;
import org.jspecify.annotations.Nullable;

/** What each request of one web application passes. Thread-safe. */
public final class Gate {
    private static final String CONNECT = "CONNECT";

    private final Routing routing;
    private final Flights flights;
    private final Known webapp;
    private final CrossOrigin origins;

    /** Made once when the filter of a web application starts. */
    public Gate(Routing routing, ServletContext webapp) {
        this(routing, webapp.getContextPath(), CrossOrigin.of(webapp));
    }

    /**
     * Makes one for a web application that allows no other origin.
     *
     * @param contextPath of the web application; empty for the root
     */
    public Gate(Routing routing, String contextPath) {
        this(routing, contextPath, CrossOrigin.NONE);
    }

    private Gate(Routing routing, String contextPath, CrossOrigin origins) {
        this.origins = origins;
        this.routing = routing;
        this.flights = routing.flights();
        this.webapp = routing.pinned(WebappResolver.nameOf(contextPath));
    }

    /**
     * Lets the request through, or answers it. What was decided for a request holds for all of it: asynchronous, error and
     * other dispatches of a request that was let through are never stopped, even if its context moves meanwhile.
     */
    public void pass(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            decide((HttpServletRequest) request, (HttpServletResponse) response, chain, false);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** @param waited whether the request has waited for the look-up of its context already, and waits no more */
    private void decide(HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean waited)
            throws IOException, ServletException {
        if (request.getMethod().length() == CONNECT.length() && isPathless(request)) {
            Refusal.pathless(request.getMethod()).send(request, response);
            return;
        }
        Chain resolvers = routing.chain();
        Known context = resolvers.webappFirst ? webapp : resolvers.find(request, webapp);
        Flights.Lane lane = flights.lane();
        // in flight before the decision is read: whoever changes it and looks a little later, sees the request or has
        // its way
        long before = flights.enter(lane, context);
        boolean left = false;
        try {
            Verdict verdict = context.verdict();
            if (!verdict.through && !Answers.exempt(request, routing.settings())) {
                flights.leave(lane, context, before);
                left = true;
                stop(request, response, chain, waited, context, verdict);
                return;
            }
            flights.passed(lane, verdict.stranger());
            chain.doFilter(request, response);
        } finally {
            if (!left) {
                leave(request, context, lane, before);
            }
        }
    }

    /**
     * Whether the container makes another path of the request than the application may see: up to Jetty 9.4 the servlet path
     * of {@code CONNECT /acme/x} is a slash, and of {@code CONNECT host:80} there is no URI. WebSockets over HTTP/2 begin
     * with a CONNECT that has a path.
     */
    private static boolean isPathless(HttpServletRequest request) {
        return CONNECT.equals(request.getMethod())
                && (request.getRequestURI() == null || request.getProtocol().startsWith("HTTP/1"));
    }

    /** Not in flight while it waits: what is decided afterwards is decided as for a request that comes then. */
    private void stop(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            boolean waited,
            Known context,
            Verdict verdict)
            throws IOException, ServletException {
        if (!waited && routing.awaitLookup(context)) {
            decide(request, response, chain, true);
        } else {
            routing.answer(request, response, origins, context, verdict);
        }
    }

    private void leave(HttpServletRequest request, Known context, Flights.@Nullable Lane lane, long before) {
        if (request.isAsyncStarted()) {
            Landing.await(request, flights, context);
        }
        flights.leave(lane, context, before);
    }
}
