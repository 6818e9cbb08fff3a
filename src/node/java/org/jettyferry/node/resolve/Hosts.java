package org.jettyferry.node.resolve;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds the host that a request was sent to. The host serves as a key, never as part of an answer. Immutable. */
public final class Hosts {
    private final boolean trustForwarded;

    /**
     * Makes a finder of hosts.
     *
     * @param trustForwarded whether a balancer sets the {@code X-Forwarded-} headers and removes those of clients
     */
    public Hosts(boolean trustForwarded) {
        this.trustForwarded = trustForwarded;
    }

    public boolean trustForwarded() {
        return trustForwarded;
    }

    /** Returns the host name without port, in lower case. */
    public String of(HttpServletRequest request) {
        String authority = forwarded(request, "X-Forwarded-Host");
        if (authority != null) {
            return HostRule.normal(authority.substring(0, portAt(authority)));
        }
        String name = request.getServerName();
        return name == null ? "" : HostRule.normal(name);
    }

    /** Returns the port that the client connected to; -1 if the request does not say. */
    public int port(HttpServletRequest request) {
        String authority = forwarded(request, "X-Forwarded-Host");
        String port = forwarded(request, "X-Forwarded-Port");
        if (port != null) {
            return number(port);
        }
        if (authority == null) {
            authority = request.getHeader("Host");
        }
        if (authority == null) {
            return request.getServerPort(); // HTTP/2 has no Host header
        }
        int at = portAt(authority);
        return at == authority.length() ? -1 : number(authority.substring(at + 1));
    }

    /** Returns whether the client's connection was encrypted, as far as this node or its balancer knows. */
    public boolean isSecure(HttpServletRequest request) {
        String scheme = forwarded(request, "X-Forwarded-Proto");
        return scheme == null ? request.isSecure() : scheme.equalsIgnoreCase("https");
    }

    private @Nullable String forwarded(HttpServletRequest request, String header) {
        String value = trustForwarded ? request.getHeader(header) : null;
        if (value == null) {
            return null;
        }
        int comma = value.indexOf(',');
        return (comma < 0 ? value : value.substring(0, comma)).trim();
    }

    private static int portAt(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : authority.length();
    }

    private static int number(String port) {
        try {
            return Integer.parseInt(port);
        } catch (NumberFormatException nonsense) {
            return -1;
        }
    }
}
