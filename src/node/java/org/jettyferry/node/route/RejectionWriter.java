package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.answer.Problem;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.decision.Decision;
import org.jspecify.annotations.Nullable;

/** Answers the requests that are not let through. Thread-safe. */
final class RejectionWriter {
    private static final Logger LOG = Logger.getLogger(RejectionWriter.class.getName());
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Seconds after which a node normally knows what it does not know yet. */
    private static final int RETRY_SOON = 1;

    /** Up to this size the container discards an unread body, and the connection stays usable. */
    private static final int SMALL_BODY = 16 * 1024;

    private static final QueryParameter TICKET = new QueryParameter(Tickets.PARAMETER);
    private static final String REFERRER_POLICY = "Referrer-Policy";

    /** No path or query, so no ticket; but the new server must see that it is not another site that sends the user. */
    private static final String ORIGIN_ONLY = "strict-origin";

    private final DecisionLog log;
    private final LongSupplier version;
    private volatile Tickets tickets = Tickets.NONE;
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * Makes a writer.
     *
     * @param log counts and remembers the rejections
     * @param version supplies the registry version that this node knows now
     */
    RejectionWriter(DecisionLog log, LongSupplier version) {
        this.log = log;
        this.version = version;
    }

    void tickets(Tickets given) {
        tickets = given;
    }

    void reject(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            CrossOrigin webappOrigins,
            String context,
            Decision decision)
            throws IOException {
        SessionCookie.takeBack(request, response);
        boolean bodyIsLeft = begin(request, response, settings, webappOrigins);
        decide(request, response, settings, context, decision);
        if (bodyIsLeft) {
            BodyDrain.start(request, response);
        }
    }

    /**
     * Sends a request to the same address once more. The address stays relative, so nothing that the client sent
     * becomes a host; a path that a client would read as one gets 503 instead.
     */
    void sendAgain(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            CrossOrigin webappOrigins,
            String context)
            throws IOException {
        String query = request.getQueryString();
        sendTo(query, 307, request, response, settings, webappOrigins, context); // also for GET: it is the same address
    }

    /**
     * Sends a request to the same address once more, without its ticket.
     *
     * @param arrived whether its context lives here, so that the marker of the redirect has done its work
     */
    void sendClean(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            CrossOrigin webappOrigins,
            String context,
            boolean arrived)
            throws IOException {
        String query = TICKET.strip(request.getQueryString());
        query = arrived ? settings.hopMarker.strip(query) : query;
        sendTo(query, status(request), request, response, settings, webappOrigins, context);
    }

    private void sendTo(
            @Nullable String query,
            int status,
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            CrossOrigin webappOrigins,
            String context)
            throws IOException {
        boolean bodyIsLeft = begin(request, response, settings, webappOrigins);
        String path = RedirectTarget.path(request.getRequestURI());
        if (path.startsWith("//") || path.startsWith("/\\")) {
            response.setHeader("Retry-After", Integer.toString(RETRY_SOON));
            Rejections.disabled().send(request, response);
            log.add(Outcome.DISABLED, context, "");
        } else {
            response.setStatus(status);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("Location", RedirectTarget.relative(path, query));
            response.setContentLength(0);
        }
        if (bodyIsLeft) {
            BodyDrain.start(request, response);
        }
    }

    /** Returns whether the client may still send a body. */
    private static boolean begin(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            CrossOrigin webappOrigins) {
        boolean bodyIsLeft = closeIfBodyIsLeft(request, response);
        (settings.crossOrigin == CrossOrigin.UNSET ? webappOrigins : settings.crossOrigin).allow(request, response);
        return bodyIsLeft;
    }

    /**
     * Chooses the answer. A fresh hop marker from a node that knew a later version of the registry means that this
     * node is behind: its decision may be outdated, so without a redirect address it asks the client to come back
     * soon instead of claiming that the context lives elsewhere.
     */
    private void decide(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            String context,
            Decision decision)
            throws IOException {
        RedirectUrl url = settings.redirects.forHost(settings.hosts.of(request));
        boolean behind =
                settings.hopMarker.isAhead(request.getQueryString(), System.currentTimeMillis(), version.getAsLong());
        if (decision.state != ContextState.ELSEWHERE || (url == null && behind)) {
            boolean soon = behind || decision.state == ContextState.PENDING;
            response.setHeader("Retry-After", Integer.toString(soon ? RETRY_SOON : settings.retryAfter));
            Rejections.disabled().send(request, response);
            log.add(Outcome.DISABLED, context, "");
        } else {
            elsewhere(request, response, settings, url, context, decision.server);
        }
    }

    /** Redirects to the server that has the context, or answers 421 where no safe redirect is possible. */
    private void elsewhere(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            @Nullable RedirectUrl url,
            String context,
            String server)
            throws IOException {
        RedirectTarget target = url == null ? null : target(request, settings, url, context, server);
        if (target == null) {
            misdirected(request, response, settings, context, server);
        } else if (target.leavesDestination(request.getHeader("Destination"))) {
            Rejections.destination(context, server)
                    .linkedTo(location(request, settings, target))
                    .send(request, response);
            log.add(Outcome.MISDIRECTED, context, "");
        } else {
            redirect(request, response, settings, target, context);
            log.add(Outcome.REDIRECT, context, target.authority());
        }
    }

    private void misdirected(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            String context,
            String server)
            throws IOException {
        RedirectTarget link = settings.link == null ? null : settings.link.expand(context, server);
        Problem problem = Rejections.misdirected(context, server);
        (link == null || link.isSelf(request, settings.hosts)
                        ? problem
                        : problem.linkedTo(location(request, settings, link)))
                .send(request, response);
        log.add(Outcome.MISDIRECTED, context, "");
    }

    /** Returns the address of the request at another server, without a hop marker. */
    private static String location(HttpServletRequest request, RoutingSettings settings, RedirectTarget target) {
        String query = TICKET.strip(settings.hopMarker.strip(request.getQueryString()));
        String uri = request.getRequestURI();
        return target.location(settings.foldPath ? PathFold.folded(RedirectTarget.path(uri)) : uri, query);
    }

    /** Returns where to redirect to; null if the address cannot be built or the redirect would loop. */
    private @Nullable RedirectTarget target(
            HttpServletRequest request, RoutingSettings settings, RedirectUrl url, String context, String server) {
        RedirectTarget target = url.expand(context, server);
        if (target == null) {
            return null;
        }
        if (settings.hopMarker.mayLoop(request.getQueryString(), System.currentTimeMillis(), version.getAsLong())) {
            warn("was sent here a moment ago", context, server);
            return null;
        }
        if (target.isSelf(request, settings.hosts)) {
            warn("would be sent back to the address that it came to", context, server);
            return null;
        }
        return target;
    }

    private void redirect(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            RedirectTarget target,
            String context) {
        HopMarker marker = settings.hopMarker;
        String location = location(request, settings, target);
        String marked = marker.mark(location, System.currentTimeMillis(), version.getAsLong());
        String ticket = tickets.mint(request, target.place(request, settings.hosts, context));
        if (!ticket.isEmpty()) {
            marked = TICKET.appendedTo(marked, ticket);
            response.setHeader(REFERRER_POLICY, ORIGIN_ONLY);
        }
        response.setStatus(status(request));
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", marked);
        response.setContentLength(0);
    }

    /** A client may turn a POST into a GET at 302, never at 307. */
    private static int status(HttpServletRequest request) {
        String method = request.getMethod();
        return "GET".equals(method) || "HEAD".equals(method) ? 302 : 307;
    }

    /**
     * Announces the end of the connection if the client may still send a large body, because the answer does not wait
     * for it. A client that sent {@code Expect: 100-continue} never gets its 100: only reading the body would send
     * it.
     */
    private static boolean closeIfBodyIsLeft(HttpServletRequest request, HttpServletResponse response) {
        String length = request.getHeader("Content-Length");
        boolean large = length != null && !(length.length() < 9 && request.getContentLength() <= SMALL_BODY);
        boolean body = large || request.getHeader("Transfer-Encoding") != null || request.getHeader("Expect") != null;
        boolean left = body && request.getProtocol().startsWith("HTTP/1");
        if (left) {
            response.setHeader("Connection", "close");
        }
        return left;
    }

    private void warn(String what, String context, String server) {
        long last = lastWarning.get();
        long now = System.nanoTime();
        if (now - last >= QUIET_NANOS && lastWarning.compareAndSet(last, now)) {
            LOG.log(
                    Level.WARNING,
                    "CTX-0012: a request of context {0} {1}, so it is not redirected. The context is located in server {2}; "
                            + "a node of that server must not redirect, so look at migrationRedirectURL there and here. "
                            + "The next such warning comes in a minute at the earliest.",
                    new Object[] {context, what, server});
        }
    }
}
