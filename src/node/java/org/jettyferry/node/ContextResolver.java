package org.jettyferry.node;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds the context (tenant) of a request. To add your own resolver, list its class in
 * {@code META-INF/services/org.jettyferry.node.ContextResolver} beside this class, give it a public constructor without
 * parameters, and set {@code contextResolver} to its class name.
 *
 * <p>One object serves all requests at once, so it must be thread-safe. It is called for every request, before any
 * other part of the web application: it must not block, should allocate almost nothing, and must not read the body.
 * So do not call {@code getParameter}, which may read it.
 */
public interface ContextResolver {
    /**
     * Returns the name of the context as in the registry: compared exactly, at most 190 characters.
     *
     * @param request as it came in, before any other filter of the web application
     * @return null if this resolver finds none; then the next resolver is called
     */
    @Nullable
    String resolve(HttpServletRequest request);
}
