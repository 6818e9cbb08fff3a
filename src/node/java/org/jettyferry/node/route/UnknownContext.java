package org.jettyferry.node.route;

import java.util.Locale;

/** The policy for requests whose context was not looked up yet. */
enum UnknownContext {
    /** The request thread waits a bounded time for the look-up, then the request gets 503. */
    WAIT,
    /** The request goes through even if its context has moved or is disabled: for sites where that does no harm. */
    THROUGH,
    /** The request gets 503 at once. */
    DISABLED;

    /** Returns its word in {@code server.properties}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
