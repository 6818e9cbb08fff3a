package org.jettyferry.node;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells which context (tenant) a request is for. To add one of your own, list it in
 * {@code META-INF/services/org.jettyferry.node.ContextResolver} beside this class, give it a public constructor with no
 * parameter, and name its class in {@code contextResolver}.
 *
 * <p>One object serves all requests at once, so it must be thread-safe. It is called for every request, before anything else
 * of the web application: it must not block, should allocate next to nothing, and must leave the body unread (so no
 * {@code getParameter}, which may read it).
 */
public interface ContextResolver {
    /**
     * The name of the context, as the registry knows it: compared exactly, at most 190 characters.
     *
     * @return null if this resolver can't tell, so that the next one is asked
     */
    @Nullable
    String resolve(HttpServletRequest request);
}
