package org.jettyferry.node.resolve;

import jakarta.servlet.http.HttpServletRequest;
import org.jettyferry.node.ContextResolver;

/** Takes the web application as the context: its context path is the name, {@code /} for the root. */
public final class WebappResolver implements ContextResolver {
    @Override
    public String resolve(HttpServletRequest request) {
        return nameOf(request.getContextPath());
    }

    /** Returns the name of the context for a context path. */
    public static String nameOf(String contextPath) {
        return contextPath.isEmpty() ? "/" : contextPath;
    }
}
