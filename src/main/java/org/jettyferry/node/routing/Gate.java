package org.jettyferry.node.routing;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** What each request of one web application passes. Thread-safe. */
public final class Gate {
    /**
     * Made once when the filter starts.
     *
     * @param contextPath of the web application; empty for the root
     */
    public Gate(Routing routing, String contextPath) {}

    /** Lets the request through, or answers it. */
    public void pass(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, response);
    }
}
