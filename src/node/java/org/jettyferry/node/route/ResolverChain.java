package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.ContextResolver;
import org.jettyferry.node.contexts.CacheEntry;
import org.jettyferry.node.contexts.ContextCache;
import org.jettyferry.node.resolve.PathResolver;
import org.jettyferry.node.resolve.WebappResolver;
import org.jspecify.annotations.Nullable;

/** Asks the configured resolvers in order until one finds the name of the request's context. Thread-safe. */
final class ResolverChain {
    private static final Logger LOG = Logger.getLogger(ResolverChain.class.getName());

    /** Whether the web application itself is the context, so that no request has to be looked at. */
    final boolean webappFirst;

    private final ContextResolver[] resolvers;
    private final ContextCache contexts;
    private final AtomicBoolean logged = new AtomicBoolean();

    ResolverChain(List<ContextResolver> resolvers, ContextCache contexts) {
        this.resolvers = resolvers.toArray(new ContextResolver[0]);
        this.webappFirst = this.resolvers[0] instanceof WebappResolver;
        this.contexts = contexts;
    }

    /** Returns the cache entry of the request's context; the shared nameless entry if no resolver finds a name. */
    CacheEntry find(HttpServletRequest request, CacheEntry webapp) {
        for (ContextResolver resolver : resolvers) {
            CacheEntry context = ask(resolver, request, webapp);
            if (context != null) {
                return context;
            }
        }
        return contexts.nameless();
    }

    /**
     * Finds the context of a request that no web application has seen yet.
     *
     * @param request throws an exception when asked for what it does not have yet, such as a session or a user
     * @return null if it can't be told yet, or if no resolver finds a name
     */
    @Nullable
    CacheEntry findEarly(HttpServletRequest request, CacheEntry webapp) {
        try {
            for (ContextResolver resolver : resolvers) {
                CacheEntry context =
                        isOwn(resolver) ? ask(resolver, request, webapp) : named(resolver.resolve(request));
                if (context != null) {
                    return context;
                }
            }
        } catch (RuntimeException tooEarly) {
            return null; // the next resolver must not answer instead
        }
        return null;
    }

    private static boolean isOwn(ContextResolver resolver) {
        return resolver instanceof PathResolver || resolver instanceof WebappResolver;
    }

    private @Nullable CacheEntry ask(ContextResolver resolver, HttpServletRequest request, CacheEntry webapp) {
        if (resolver instanceof PathResolver) {
            return ((PathResolver) resolver).find(request, contexts);
        }
        if (resolver instanceof WebappResolver) {
            return webapp;
        }
        return named(resolve(resolver, request));
    }

    private @Nullable CacheEntry named(@Nullable String name) {
        return name == null || name.isEmpty() ? null : contexts.find(name);
    }

    private @Nullable String resolve(ContextResolver resolver, HttpServletRequest request) {
        try {
            return resolver.resolve(request);
        } catch (RuntimeException e) {
            if (logged.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "A context resolver failed; the next one is used. Further failures are not logged.",
                        e);
            }
            return null;
        }
    }
}
