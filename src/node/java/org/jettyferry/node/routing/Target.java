package org.jettyferry.node.routing;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jettyferry.node.resolve.Hosts;
import org.jspecify.annotations.Nullable;

/** Where requests are sent to: an origin, and the path that goes before theirs. Immutable. */
final class Target {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private final String scheme;
    private final String host;
    private final int port;
    private final String prefix;
    private final String start;

    Target(String scheme, String host, int port, String prefix) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.prefix = prefix;
        this.start = scheme + "://" + authority() + prefix;
    }

    /** The host, and the port if one is given. */
    String authority() {
        return port < 0 ? host : host + ":" + port;
    }

    /**
     * The address of a request there.
     *
     * @param uri the path as the client sent it
     * @param query the query as the client sent it; null if there was none
     */
    String location(String uri, @Nullable String query) {
        StringBuilder location = new StringBuilder(start.length() + uri.length() + 64);
        location.append(start);
        append(location, path(uri));
        if (query != null && !query.isEmpty()) {
            append(location.append('?'), query);
        }
        return location.toString();
    }

    /** Whether a request, sent here, came to the same address again or to one that would only grow. */
    boolean isSelf(HttpServletRequest request, Hosts hosts) {
        if (!host.equals(hosts.of(request))) {
            return false;
        }
        int own = hosts.port(request);
        // behind a balancer that ends TLS, a request without a port may as well be for https
        boolean samePort = own == port || (port < 0 && own == defaultPort()) || (own < 0 && port == defaultPort());
        return samePort && (prefix.isEmpty() || (path(request.getRequestURI()) + "/").startsWith(prefix + "/"));
    }

    private int defaultPort() {
        return scheme.equals("https") ? 443 : 80;
    }

    /** The path of a request target, even if that is a whole URL (for a proxy) or none at all. */
    private static String path(String uri) {
        if (uri.startsWith("/")) {
            return uri;
        }
        int authority = uri.indexOf("://");
        int slash = authority < 0 ? -1 : uri.indexOf('/', authority + 3);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    /** As it is, but for what must not stand in a header. */
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

    /** Percent-encoded, so that it is one segment of a path whatever is in it. */
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
