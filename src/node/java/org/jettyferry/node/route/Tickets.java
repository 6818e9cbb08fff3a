package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;

/** Gives tickets to requests that are sent to another server, so that their users stay logged in there. */
public interface Tickets {
    /** The name of the query parameter that holds a ticket. */
    String PARAMETER = "ferry-ticket";

    /** Gives none. */
    Tickets NONE = (request, place) -> "";

    /**
     * Makes a ticket for a request that is about to be redirected. It may wait a short time.
     *
     * @param place where the request is sent
     * @return the ticket; empty if this request gets none
     */
    String mint(HttpServletRequest request, Place place);
}
