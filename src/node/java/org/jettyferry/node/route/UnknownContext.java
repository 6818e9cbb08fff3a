package org.jettyferry.node.route;

/** What a request gets whose context was not looked up yet. */
enum UnknownContext {
    /** Its thread waits for the look-up for a bounded time; without an answer by then it gets 503. */
    WAIT,
    /** It goes through, even if its context has moved or is disabled: for sites where that does no harm. */
    THROUGH,
    /** It gets 503 at once. */
    DISABLED
}
