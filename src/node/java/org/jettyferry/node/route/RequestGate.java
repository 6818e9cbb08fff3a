package org.jettyferry.node.route;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jettyferry.node.contexts.CacheEntry;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.resolve.WebappResolver;
import org.jspecify.annotations.Nullable;

/**
 * Decides each request of one web application: lets it through, makes it wait for a look-up, or answers it. Thread-safe.
 *
 * <p>Every instruction here costs every request of the site. It takes no lock and allocates nothing while a request stays.
 */
public final class RequestGate {
    private static final String CONNECT = "CONNECT";

    private final Router routing;
    private final InFlightRequests requests;
    private final CacheEntry webapp;
    private final CrossOrigin origins;

    /** Made once when the filter of a web application starts. */
    public RequestGate(Router routing, ServletContext webapp) {
        this(routing, webapp.getContextPath(), CrossOrigin.of(webapp));
    }

    /**
     * Makes one for a web application that allows no other origin.
     *
     * @param contextPath of the web application; empty for the root
     */
    public RequestGate(Router routing, String contextPath) {
        this(routing, contextPath, CrossOrigin.NONE);
    }

    private RequestGate(Router routing, String contextPath, CrossOrigin origins) {
        this.origins = origins;
        this.routing = routing;
        this.requests = routing.requests();
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
        ResolverChain resolvers = routing.chain();
        if (!resolvers.webappFirst && CONNECT.equals(request.getMethod()) && isPathless(request)) {
            Rejections.pathless(CONNECT).send(request, response);
            return;
        }
        CacheEntry context = resolvers.webappFirst ? webapp : resolvers.find(request, webapp);
        InFlightRequests.ThreadSlot slot = requests.slot();
        // in flight before the decision is read: a thread that changes it and looks a little later either sees this
        // request, or the request obeys
        long before = requests.enter(slot, context);
        boolean left = false;
        try {
            Decision decision = context.decision();
            if (!decision.passes && !RejectionWriter.exempt(request, routing.settings())) {
                requests.leave(slot, context, before);
                left = true;
                stop(request, response, chain, waited, context, decision);
                return;
            }
            requests.passed(slot, decision.stranger());
            chain.doFilter(request, response);
        } finally {
            if (!left) {
                leave(request, context, slot, before);
            }
        }
    }

    /**
     * Whether the container makes another path of the request than the application may see: up to Jetty 9.4 the servlet path
     * of {@code CONNECT /acme/x} is a slash, and of {@code CONNECT host:80} there is no URI. WebSockets over HTTP/2 begin
     * with a CONNECT that has a path.
     */
    private static boolean isPathless(HttpServletRequest request) {
        return request.getRequestURI() == null || request.getProtocol().startsWith("HTTP/1");
    }

    /** Not in flight while it waits: what is decided afterwards is decided as for a request that comes then. */
    private void stop(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            boolean waited,
            CacheEntry context,
            Decision decision)
            throws IOException, ServletException {
        if (!waited && routing.awaitLookup(context)) {
            decide(request, response, chain, true);
        } else {
            routing.reject(request, response, origins, context, decision);
        }
    }

    private void leave(
            HttpServletRequest request, CacheEntry context, InFlightRequests.@Nullable ThreadSlot slot, long before) {
        if (request.isAsyncStarted()) {
            AsyncCompletion.await(request, requests, context);
        }
        requests.leave(slot, context, before);
    }
}
