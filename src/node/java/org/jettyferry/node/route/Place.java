package org.jettyferry.node.route;

/** A web application at one address, for one context: what a ticket is good for. Immutable. */
public final class Place {
    private final String authority;
    private final String contextPath;
    private final String context;
    private final boolean secure;

    /**
     * Makes a place.
     *
     * @param host in lower case
     * @param port -1 for the usual one
     * @param contextPath of the web application; empty for the root
     * @param context its id in the registry
     * @param secure whether all that leads there is encrypted
     */
    public Place(String host, int port, String contextPath, String context, boolean secure) {
        // Behind a balancer that terminates TLS a node can't tell which of both the usual port is.
        this.authority = port < 0 || port == 80 || port == 443 ? host : host + ":" + port;
        this.contextPath = contextPath;
        this.context = context;
        this.secure = secure;
    }

    /** Returns the host, and the port unless it is a usual one. */
    public String authority() {
        return authority;
    }

    /** Returns the path of the web application; empty for the root. */
    public String contextPath() {
        return contextPath;
    }

    /** Returns the id of the context in the registry. */
    public String context() {
        return context;
    }

    /** Returns whether the way there, and that to the node that asks, is encrypted. */
    public boolean secure() {
        return secure;
    }
}
