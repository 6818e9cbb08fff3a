package org.jettyferry.node.route;

import org.jettyferry.node.answer.Problem;

/** Why a request of a context that isn't served here is answered with a problem. */
final class Rejections {
    private Rejections() {}

    /** Why it is disabled is not told: the reason may be between the site and its customer. */
    static Problem disabled() {
        return new Problem(503, "Service Unavailable", "Updating database ... Try again later.", "code", "CTX-0007");
    }

    /** No application can do anything with it, and no resolver can find its context. */
    static Problem pathless(String method) {
        return new Problem(400, "Bad Request", "This server takes no such request.", "method", method);
    }

    /** The client would repeat the request with the same Destination, which is another host to the new server. */
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
