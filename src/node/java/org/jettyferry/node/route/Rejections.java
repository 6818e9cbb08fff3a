package org.jettyferry.node.route;

import org.jettyferry.node.answer.Problem;

/** Makes the problem documents for requests that are not served here. */
final class Rejections {
    private Rejections() {}

    /** Returns the answer for a disabled context; it omits the reason, which may be private to site and customer. */
    static Problem disabled() {
        return new Problem(503, "Service Unavailable", "Updating database ... Try again later.", "code", "CTX-0007");
    }

    /** Returns the answer for a request without a path, for which no resolver can find a context. */
    static Problem pathless(String method) {
        return new Problem(400, "Bad Request", "This server does not accept such a request.", "method", method);
    }

    /** Returns the answer for WebDAV: a redirected client would repeat a Destination that names the old host. */
    static Problem destination(String context, String server) {
        return new Problem(
                421,
                "Misdirected Request",
                "The context " + context + " is located in server " + server
                        + ". A request with a Destination is not redirected, because the Destination names this host:"
                        + " send it to the new address, with a Destination there",
                "code",
                "CTX-0012");
    }

    static Problem misdirected(String context, String server) {
        return new Problem(
                421,
                "Misdirected Request",
                "The context " + context + " is located in server " + server,
                "code",
                "CTX-0012");
    }
}
