package org.jettyferry.node.routing;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
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
    private final Routing routing;
    private final Flights flights;
    private final Known webapp;

    /**
     * Made once when the filter starts.
     *
     * @param contextPath of the web application; empty for the root
     */
    public Gate(Routing routing, String contextPath) {
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
            decide((HttpServletRequest) request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void decide(HttpServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
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
                routing.answer(request, (HttpServletResponse) response, context, verdict);
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

    private void leave(HttpServletRequest request, Known context, Flights.@Nullable Lane lane, long before) {
        if (request.isAsyncStarted()) {
            Landing.await(request, flights, context);
        }
        flights.leave(lane, context, before);
    }
}
