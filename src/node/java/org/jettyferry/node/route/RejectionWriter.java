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

    /** Seconds until a node will know what it doesn't know yet, as a rule. */
    private static final int SOON = 1;

    /** Up to here the container swallows a body that nobody read, and the connection goes on. */
    private static final int SMALL_BODY = 16 * 1024;

    private final DecisionLog log;
    private final LongSupplier version;
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * Makes them.
     *
     * @param log where they are noted
     * @param version tells the version of the registry that is known now
     */
    RejectionWriter(DecisionLog log, LongSupplier version) {
        this.log = log;
        this.version = version;
    }

    /** Whether a request is let through although its context isn't served here. */
    static boolean exempt(HttpServletRequest request, RoutingSettings settings) {
        return isPreflight(request) || isExemptPath(request, settings);
    }

    /**
     * A browser's question whether a page of another origin may send a request: it may not be redirected, it reads and
     * changes nothing of the context, and only the web application knows the answer.
     */
    private static boolean isPreflight(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static boolean isExemptPath(HttpServletRequest request, RoutingSettings settings) {
        if (settings.exempt.isEmpty()) {
            return false;
        }
        String info = request.getPathInfo();
        String servlet = request.getServletPath();
        String path = (servlet == null ? "" : servlet) + (info == null ? "" : info);
        for (String prefix : settings.exempt) {
            if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    void reject(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            CrossOrigin webappOrigins,
            String context,
            Decision decision)
            throws IOException {
        boolean bodyIsLeft = closeIfBodyIsLeft(request, response);
        (settings.crossOrigin == CrossOrigin.UNSET ? webappOrigins : settings.crossOrigin).allow(request, response);
        decide(request, response, settings, context, decision);
        if (bodyIsLeft) {
            BodyDrain.start(request, response);
        }
    }

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
            response.setHeader("Retry-After", Integer.toString(soon ? SOON : settings.retryAfter));
            Rejections.disabled().send(request, response);
            log.add(Outcome.DISABLED, context, "");
            return;
        }
        RedirectTarget target = url == null ? null : target(request, settings, url, context, decision.server);
        if (target == null) {
            misdirected(request, response, settings, context, decision.server);
        } else if (target.leavesDestination(request.getHeader("Destination"))) {
            Rejections.destination(context, decision.server)
                    .linkedTo(location(request, settings, target))
                    .send(request, response);
            log.add(Outcome.MISDIRECTED, context, "");
        } else {
            redirect(request, response, settings, target);
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

    /** The address of a request at another server, without a marker. */
    private static String location(HttpServletRequest request, RoutingSettings settings, RedirectTarget target) {
        String query = settings.hopMarker.strip(request.getQueryString());
        String uri = request.getRequestURI();
        return target.location(settings.foldPath ? PathFold.folded(RedirectTarget.path(uri)) : uri, query);
    }

    private @Nullable RedirectTarget target(
            HttpServletRequest request, RoutingSettings settings, RedirectUrl url, String context, String server) {
        RedirectTarget target = url.expand(context, server);
        if (target == null) {
            return null;
        }
        if (settings.hopMarker.isFresh(request.getQueryString(), System.currentTimeMillis())) {
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
            HttpServletRequest request, HttpServletResponse response, RoutingSettings settings, RedirectTarget target) {
        HopMarker marker = settings.hopMarker;
        String location = location(request, settings, target);
        String method = request.getMethod();
        // 302 lets a client turn a POST into a GET
        response.setStatus("GET".equals(method) || "HEAD".equals(method) ? 302 : 307);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Location", marker.mark(location, System.currentTimeMillis(), version.getAsLong()));
        response.setContentLength(0);
    }

    /**
     * A large body is not waited for. With the connection's end announced, a client may stop sending; and one that waits
     * for leave to send ({@code Expect: 100-continue}) never gets it, as only reading would give it.
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
                            + "More of this is not logged for a minute.",
                    new Object[] {context, what, server});
        }
    }
}
