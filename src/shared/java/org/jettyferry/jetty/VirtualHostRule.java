package org.jettyferry.jetty;

/**
 * How a release turns the first virtual host of a web application into the value of column {@code virtualHost}. A web
 * application without virtual hosts has {@link #NONE} everywhere.
 */
public enum VirtualHostRule {
    /** Up to 11: as configured, without a dot at the end: {@code *.example.org}, {@code example.org@connector}. */
    AS_CONFIGURED,
    /**
     * 12.0 and later ({@code ContextHandler.VHost.getName}): {@code *.example.org} loses its star, and
     * {@code example.org@connector} is reduced to {@code @connector}.
     */
    NAMES_ONLY;

    /** The value that every release stores for a web application without virtual hosts. */
    public static final String NONE = "0.0.0.0";

    /**
     * Returns the stored form of a virtual host.
     *
     * @param realHost the virtual host as it is configured in Jetty
     * @return the value of column {@code virtualHost}
     */
    public String canonical(String realHost) {
        int at = realHost.indexOf('@');
        if (this == NAMES_ONLY && at >= 0) {
            return realHost.substring(at);
        }
        String host = realHost.endsWith(".") ? realHost.substring(0, realHost.length() - 1) : realHost;
        return this == NAMES_ONLY && host.startsWith("*.") ? host.substring(1) : host;
    }
}
