package org.jettyferry.node.jetty;

import jakarta.servlet.http.HttpServletRequest;
import org.jettyferry.node.park.Waiting;

/** Decides which requests wait at the door of a server, before any web application sees them. Thread-safe. */
public interface Doorkeeper {
    /** Returns whether any request may have to wait now; each request asks, so it must cost next to nothing. */
    boolean anyWaits();

    /**
     * Parks a request if it is to wait.
     *
     * @param webapp the handler of the web application that the request is for, see {@link JettyContext#handler()}
     * @param early the request as far as it is known: it throws {@link UnsupportedOperationException} when asked for
     *     more
     * @param request the same request, which can wait
     * @return whether it waits; if not, it must go on
     */
    boolean park(Object webapp, HttpServletRequest early, Waiting request);
}
