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
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.decision.Decision;
import org.jettyferry.node.park.Waiting;
import org.jettyferry.node.resolve.Hosts;
import org.jettyferry.node.resolve.WebappResolver;
import org.jspecify.annotations.Nullable;

/**
 * Decides each request of one web application: lets it through, makes it wait for a look-up, or answers it.
 * Thread-safe.
 *
 * <p>Every instruction here costs every request of the site. It takes no lock and allocates nothing while a request
 * stays.
 */
public final class RequestGate {
    private static final String CONNECT = "CONNECT";

    private static final QueryParameter TICKET = new QueryParameter(Tickets.PARAMETER);
    private static final String TICKET_BEGINS = Tickets.PARAMETER + "=";

    private final Router routing;
    private final InFlightRequests requests;
    private final CacheEntry webapp;
    private final CrossOrigin origins;

    /** Makes the gate of one web application; its filter makes it once, when it starts. */
    public RequestGate(Router routing, ServletContext webapp) {
        this(routing, webapp.getContextPath(), CrossOrigin.of(webapp));
    }

    /**
     * Makes a gate for a web application that allows no other origin.
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
     * Lets the request through, or answers it. A decision holds for the whole request: its asynchronous, error and
     * other dispatches are never stopped, even if its context moves meanwhile.
     */
    public void pass(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            decide((HttpServletRequest) request, (HttpServletResponse) response, chain, false);
        } else {
            chain.doFilter(request, response);
        }
    }

    /**
     * Parks a request before this web application sees it, if its context is closed for a moment.
     *
     * @param early what is known of the request by now; it throws an exception when asked for more
     * @param request the same request, which can wait
     * @return whether it is parked; if not, it must go on
     */
    public boolean park(HttpServletRequest early, Waiting request) {
        CacheEntry context =
                CONNECT.equals(early.getMethod()) ? null : routing.chain().findEarly(early, webapp);
        if (context == null) {
            return false;
        }
        long millis = context.decision().parkMillis;
        boolean parked = millis > 0
                && !Exemptions.exempt(early, routing.settings())
                && routing.parking().park(context, millis, request);
        if (parked) {
            routing.parked(context);
        }
        return parked;
    }

    /** Returns whether a request came with a ticket, or with what looks like one. */
    public static boolean hasTicket(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && query.contains(TICKET_BEGINS) && request.getDispatcherType() == DispatcherType.REQUEST;
    }

    /** Returns the ticket of a request; empty if there is none. */
    public static String ticket(HttpServletRequest request) {
        return TICKET.value(request.getQueryString());
    }

    /** Returns the place that a request has come to; null unless its context is in the registry and lives here. */
    public @Nullable Place place(HttpServletRequest request) {
        CacheEntry context = routing.chain().find(request, webapp);
        Hosts hosts = routing.settings().hosts;
        return context.decision().state != ContextState.HERE
                ? null
                : new Place(
                        hosts.of(request),
                        hosts.port(request),
                        request.getContextPath(),
                        context.whole().id(),
                        hosts.isSecure(request));
    }

    /**
     * Sends a request with a ticket to the same address without it, whatever the ticket was good for.
     *
     * @param place as {@link #place} has it
     */
    public void sendClean(HttpServletRequest request, HttpServletResponse response, @Nullable Place place)
            throws IOException {
        routing.sendClean(request, response, origins, place == null ? "" : place.context(), place != null);
    }

    /** @param waited whether the request has already waited for the look-up of its context; it does not wait twice */
    private void decide(HttpServletRequest request, HttpServletResponse response, FilterChain chain, boolean waited)
            throws IOException, ServletException {
        ResolverChain resolvers = routing.chain();
        if (!resolvers.webappFirst && isPathlessConnect(request)) {
            Rejections.pathless(CONNECT).send(request, response);
            return;
        }
        CacheEntry context = resolvers.webappFirst ? webapp : resolvers.find(request, webapp);
        Decision stopping = passUnlessStopped(request, response, chain, context);
        if (stopping != null) {
            stop(request, response, chain, waited, context, stopping);
        }
    }

    /**
     * Lets the request through if its context allows that. The request counts as in flight before its decision is read:
     * a thread that changes the decision and looks a millisecond later either sees this request, or this request has
     * read the new decision. The other order would let requests through that no drain waits for.
     *
     * @return the decision that stops the request; null if it went through
     */
    private @Nullable Decision passUnlessStopped(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, CacheEntry context)
            throws IOException, ServletException {
        InFlightRequests.ThreadSlot slot = requests.slot();
        long before = requests.enter(slot, context);
        boolean stopped = false;
        try {
            Decision decision = context.decision();
            if (!decision.passes && !Exemptions.exempt(request, routing.settings())) {
                stopped = true;
                return decision;
            }
            requests.passed(slot, decision.stranger());
            chain.doFilter(request, response);
            return null;
        } finally {
            if (!stopped && request.isAsyncStarted()) {
                AsyncCompletion.await(request, requests, context);
            }
            requests.leave(slot, context, before);
        }
    }

    /**
     * Returns whether this is a CONNECT without a path to find a context by. Up to Jetty 9.4 the servlet path of
     * {@code CONNECT /acme/x} is a slash, and {@code CONNECT host:80} has no URI. WebSockets over HTTP/2 begin with a
     * CONNECT that does have a path.
     */
    private static boolean isPathlessConnect(HttpServletRequest request) {
        return CONNECT.equals(request.getMethod())
                && (request.getRequestURI() == null || request.getProtocol().startsWith("HTTP/1"));
    }

    /**
     * Waits for the look-up and decides again, or answers. The request is not in flight meanwhile: it is decided
     * afterwards like one that arrives then.
     */
    private void stop(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            boolean waited,
            CacheEntry context,
            Decision decision)
            throws IOException, ServletException {
        if (!waited && routing.awaitLookup(context, decision)) {
            decide(request, response, chain, true);
        } else if (mayWait(request, decision) && routing.parking().hold(context, decision.parkMillis)) {
            routing.parked(context);
            sendAway(request, response, context, context.decision());
        } else {
            routing.reject(request, response, origins, context, decision);
        }
    }

    private static boolean mayWait(HttpServletRequest request, Decision decision) {
        return decision.parkMillis > 0 && request.getAttribute(Waiting.ATTRIBUTE) == null;
    }

    /**
     * Answers a request that has waited here. It never goes on into the web application, even if its context is open
     * now: Jetty has looked for its session before it waited, and would not look again. If its context is still closed for a
     * moment, then its session was to be let go of; it waits again when it comes again.
     */
    private void sendAway(
            HttpServletRequest request, HttpServletResponse response, CacheEntry context, Decision decision)
            throws IOException {
        if (decision.passes || decision.parkMillis > 0) {
            routing.sendAgain(request, response, origins, context.whole().id());
        } else {
            routing.reject(request, response, origins, context, decision);
        }
    }
}
