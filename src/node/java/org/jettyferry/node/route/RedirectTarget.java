package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jettyferry.node.resolve.Hosts;
import org.jspecify.annotations.Nullable;

/** A place to redirect to: an origin, and a path prefix for the request's own path. Immutable. */
final class RedirectTarget {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final String scheme;
    private final String host;
    private final int port;
    private final String prefix;
    private final String start;

    RedirectTarget(String scheme, String host, int port, String prefix) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.prefix = prefix;
        this.start = scheme + "://" + authority() + prefix;
    }

    /** Returns the host, and the port if one is configured. */
    String authority() {
        return port < 0 ? host : host + ":" + port;
    }

    /** Returns this place for a request of a context there. */
    Place place(HttpServletRequest request, Hosts hosts, String context) {
        boolean secure = scheme.equals("https") && hosts.isSecure(request);
        return new Place(host, port, request.getContextPath(), context, secure);
    }

    /**
     * Returns the address of a request at this target. Path and query are kept as the client sent them.
     *
     * @param uri the path as the client sent it
     * @param query the query as the client sent it; null if there was none
     */
    String location(@Nullable String uri, @Nullable String query) {
        return append(new StringBuilder(start.length() + 128).append(start), path(uri), query);
    }

    /** Returns the address of a request without its host; path and query are kept as the client sent them. */
    static String relative(String path, @Nullable String query) {
        return append(new StringBuilder(), path, query);
    }

    private static String append(StringBuilder location, String path, @Nullable String query) {
        append(location, path);
        if (query != null && !query.isEmpty()) {
            append(location.append('?'), query);
        }
        return location.toString();
    }

    /** Returns whether a redirect here would come back to this node, or add the prefix again and again. */
    boolean isSelf(HttpServletRequest request, Hosts hosts) {
        if (!host.equals(hosts.of(request))) {
            return false;
        }
        int own = hosts.port(request);
        // behind a balancer that terminates TLS, a request without a port may be for https
        boolean samePort = own == port || (port < 0 && own == defaultPort()) || (own < 0 && port == defaultPort());
        return samePort && (prefix.isEmpty() || (path(request.getRequestURI()) + "/").startsWith(prefix + "/"));
    }

    /**
     * Returns whether a redirected WebDAV request would name a host other than this target as its destination.
     *
     * @param destination of MOVE and COPY: a whole URL, or a path; null if there is none
     */
    boolean leavesDestination(@Nullable String destination) {
        return destination != null
                && !destination.startsWith("/")
                && !destination.toLowerCase(Locale.ROOT).startsWith(scheme + "://" + authority() + "/");
    }

    private int defaultPort() {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Returns the path of a request target; the target may be a whole URL (sent to a proxy) or null. */
    static String path(@Nullable String uri) {
        if (uri == null) {
            return "/";
        }
        if (uri.startsWith("/")) {
            return uri;
        }
        int authority = uri.indexOf("://");
        int slash = authority < 0 ? -1 : uri.indexOf('/', authority + 3);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    /** Appends text unchanged, except that it encodes what must not stand in a header. */
    private static void append(StringBuilder location, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f) {
                int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
                escape(location, text.substring(i, end));
                i = end - 1;
            } else {
                location.append(c);
            }
        }
    }

    /** Returns the text percent-encoded, so that it is always one path segment. */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
                escape(encoded, text.substring(i, end));
                i = end - 1;
            }
        }
        return encoded.toString();
    }

    private static void escape(StringBuilder to, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            to.append('%')
                    .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                    .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
        }
    }
}
