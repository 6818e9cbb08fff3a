package org.jettyferry.node.jetty;

import jakarta.servlet.AsyncContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The attributes in which {@code startAsync} notes where a request was, up to Jetty 11. A web application that goes
 * asynchronous itself reads its own path there, and Jetty notes it only once.
 *
 * <p>Up to 9.3 they are attributes as any other. From 9.4 on they lie in an {@code AsyncAttributes} over the others,
 * which ignores their removal, and from 10 on their change too; {@code ServletAttributes.clearAttributes} drops it
 * (read in 9.3.30, 9.4.56, 10.0). So all are cleared, and the others set again.
 */
final class AsyncNotes {
    private static final Logger LOG = Logger.getLogger(AsyncNotes.class.getName());

    private static final Set<String> NAMES = new HashSet<>(Arrays.asList(
            AsyncContext.ASYNC_REQUEST_URI,
            AsyncContext.ASYNC_CONTEXT_PATH,
            AsyncContext.ASYNC_SERVLET_PATH,
            AsyncContext.ASYNC_PATH_INFO,
            AsyncContext.ASYNC_QUERY_STRING,
            "jakarta.servlet.async.mapping")); // since Servlet 4

    private AsyncNotes() {}

    /** Removes them from a request that no web application has seen; should that fail, they stay. */
    static void remove(Object request) {
        try {
            Object attributes = innermost(Reflection.call(request, "getAttributes"));
            Map<String, Object> others = new HashMap<>();
            for (Object name : names(attributes)) {
                Object value = Reflection.call(attributes, "getAttribute", name);
                if (value != null && !NAMES.contains(name)) {
                    others.put((String) name, value);
                }
            }
            Reflection.call(attributes, "clearAttributes");
            others.forEach((name, value) -> Reflection.call(attributes, "setAttribute", name, value));
        } catch (UnsupportedJettyException e) {
            LOG.log(Level.FINE, "a parked request keeps attributes of its wait", e);
        }
    }

    /** Returns what lies below all wrappers, such as that of a TLS connection. */
    private static Object innermost(@Nullable Object attributes) {
        if (attributes == null) {
            throw new UnsupportedJettyException("this request has no attributes", null);
        }
        return Reflection.has(attributes, "getAttributes", 0)
                ? innermost(Reflection.call(attributes, "getAttributes"))
                : attributes;
    }

    private static Collection<?> names(Object attributes) {
        Object names = Reflection.call(attributes, "getAttributeNameSet");
        return names instanceof Collection ? (Collection<?>) names : Collections.emptySet();
    }
}
