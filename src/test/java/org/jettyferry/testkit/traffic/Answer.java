package org.jettyferry.testkit.traffic;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * One answer to one request of a user.
 *
 * @param user who asked
 * @param context the context that was asked for, e.g. {@code acme}
 * @param method the method of the request
 * @param uri the whole address of the request
 * @param began when it was sent, by {@link System#nanoTime}
 * @param ended when its answer was there, by the same clock
 * @param status the status; 0 if there was no answer
 * @param headers the headers of the answer
 * @param told the answer's body if it was no page of the shop, else why there was no answer, or what was wrong with the page
 * @param session what became of the user's session, as far as the answer shows it
 */
public record Answer(
        String user,
        String context,
        String method,
        URI uri,
        long began,
        long ended,
        int status,
        HttpHeaders headers,
        String told,
        Session session) {
    /** The state of the session, as the page shows it. */
    public enum Session {
        /** Logged in, and the cart holds what it must hold. */
        KEPT,
        /** The first page on a server that keeps sessions of its own. */
        NEW_SERVER,
        /** Logged out, or something is missing from the cart. */
        LOST,
        /** The answer is not a page. */
        NOT_SHOWN
    }

    /**
     * Gives the server on which the web application has answered.
     *
     * @return its name; empty if something before the web application has answered
     */
    public String server() {
        return header("Shop-Server").orElse("");
    }

    /**
     * Gives the node on which the web application has answered.
     *
     * @return its name; empty if something before the web application has answered
     */
    public String node() {
        return header("Shop-Node").orElse("");
    }

    /**
     * Gives the address on another origin to which the answer leads.
     *
     * @return where to go, or nothing if it leads nowhere or to the same origin
     */
    public Optional<URI> movedTo() {
        return location().filter(to -> !to.getAuthority().equals(uri.getAuthority()));
    }

    /**
     * Gives the address to which the answer leads.
     *
     * @return where to go, or nothing
     */
    public Optional<URI> location() {
        return header("Location").map(uri::resolve);
    }

    /**
     * Gives a header of the answer.
     *
     * @param name its name
     * @return its first value
     */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Returns whether the user notices: an error, no answer, a lost session, or a move to another origin. */
    boolean disturbs() {
        return status != 200 && status != 302
                || session == Session.LOST
                || movedTo().isPresent();
    }

    @Override
    public String toString() {
        return "%s %s %s -> %d %s %s%s in %d ms %s"
                .formatted(
                        user,
                        method,
                        uri,
                        status,
                        node(),
                        session,
                        location().map(to -> " to " + to).orElse(""),
                        (ended - began) / 1_000_000,
                        told);
    }
}
