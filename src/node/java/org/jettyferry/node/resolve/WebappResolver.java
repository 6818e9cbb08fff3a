package org.jettyferry.node.resolve;

import jakarta.servlet.http.HttpServletRequest;
import org.jettyferry.node.ContextResolver;

/** The web application is the context: its path is the name, {@code /} for the root. */
public final class WebappResolver implements ContextResolver {
    @Override
    public String resolve(HttpServletRequest request) {
        return nameOf(request.getContextPath());
    }

    /** The name of the context that a web application is. */
    public static String nameOf(String contextPath) {
        return contextPath.isEmpty() ? "/" : contextPath;
    }
}
