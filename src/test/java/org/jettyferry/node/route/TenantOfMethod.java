package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;
import org.jettyferry.node.ContextResolver;

/** A resolver as a site may write one. */
public final class TenantOfMethod implements ContextResolver {
    @Override
    public String resolve(HttpServletRequest request) {
        if (request.getMethod().equals("GET")) {
            throw new IllegalStateException("a fault of the site's own");
        }
        return "of-" + request.getMethod();
    }
}
