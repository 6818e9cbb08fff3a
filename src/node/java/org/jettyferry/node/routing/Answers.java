package org.jettyferry.node.routing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers the requests that are not let through. Thread-safe. */
final class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class.getName());
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Seconds until a node will know what it doesn't know yet, as a rule. */
    private static final int SOON = 1;

    /** Up to here the container swallows a body that nobody read, and the connection goes on. */
    private static final int SMALL_BODY = 16 * 1024;

    private static final int MOST_SWALLOWED = 8 * 1024 * 1024;
    private static final long LONGEST_SWALLOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Decisions decisions;
    private final LongSupplier version;
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    /**
     * Makes them.
     *
     * @param decisions where they are noted
     * @param version tells the version of the registry that is known now
     */
    Answers(Decisions decisions, LongSupplier version) {
        this.decisions = decisions;
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
        String path = request.getServletPath() + (info == null ? "" : info);
        for (String prefix : settings.exempt) {
            if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            String context,
            Verdict verdict)
            throws IOException {
        boolean bodyIsLeft = closeIfBodyIsLeft(request, response);
        decide(request, response, settings, context, verdict);
        if (bodyIsLeft) {
            swallow(request, response);
        }
    }

    private void decide(
            HttpServletRequest request,
            HttpServletResponse response,
            RoutingSettings settings,
            String context,
            Verdict verdict)
            throws IOException {
        RedirectUrl url = settings.redirects.forHost(settings.hosts.of(request));
        boolean behind =
                settings.hopMarker.isAhead(request.getQueryString(), System.currentTimeMillis(), version.getAsLong());
        if (verdict.standing != Standing.ELSEWHERE || (url == null && behind)) {
            boolean soon = behind || verdict.standing == Standing.PENDING;
            response.setHeader("Retry-After", Integer.toString(soon ? SOON : settings.retryAfter));
            Refusal.disabled().send(request, response);
            decisions.add(Outcome.DISABLED, context, "");
            return;
        }
        Target target = url == null ? null : target(request, settings, url, context, verdict.server);
        if (target == null) {
            Refusal.misdirected(context, verdict.server).send(request, response);
            decisions.add(Outcome.MISDIRECTED, context, "");
        } else {
            redirect(request, response, settings, target);
            decisions.add(Outcome.REDIRECT, context, target.authority());
        }
    }

    private @Nullable Target target(
            HttpServletRequest request, RoutingSettings settings, RedirectUrl url, String context, String server) {
        Target target = url.expand(context, server);
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
            HttpServletRequest request, HttpServletResponse response, RoutingSettings settings, Target target) {
        HopMarker marker = settings.hopMarker;
        String location = target.location(request.getRequestURI(), marker.strip(request.getQueryString()));
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

    /**
     * Reads on behind the answer, within bounds: a connection that is closed with bytes unread is reset, and the reset can
     * overtake the answer, so that the client or a balancer sees an error instead.
     */
    private static void swallow(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int length = request.getContentLength();
        if (length < 0 || length > MOST_SWALLOWED || request.getHeader("Expect") != null) {
            return;
        }
        response.flushBuffer();
        long begin = System.nanoTime();
        byte[] part = new byte[8192];
        try {
            InputStream body = request.getInputStream();
            int read = 0;
            while (read >= 0 && System.nanoTime() - begin < LONGEST_SWALLOW_NANOS) {
                read = body.read(part);
            }
        } catch (IOException e) {
            // the client has stopped, as it may
        }
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
