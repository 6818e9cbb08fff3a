package org.jettyferry.node.routing;

import org.jettyferry.node.answer.Problem;

/** Why a request of a context that isn't served here is answered with a problem. */
final class Refusal {
    private Refusal() {}

    /** Why it is disabled is not told: the reason may be between the site and its customer. */
    static Problem disabled() {
        return new Problem(503, "Service Unavailable", "Updating database ... Try again later.", "code", "CTX-0007");
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
