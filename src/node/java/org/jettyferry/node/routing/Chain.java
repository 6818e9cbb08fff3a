package org.jettyferry.node.routing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.ContextResolver;
import org.jettyferry.node.resolve.PathResolver;
import org.jettyferry.node.resolve.WebappResolver;
import org.jspecify.annotations.Nullable;

/** The resolvers in force, asked in order until one tells a name. Thread-safe. */
final class Chain {
    private static final Logger LOG = Logger.getLogger(Chain.class.getName());

    /** Nothing but the web application: nothing to be asked. */
    final boolean webappFirst;

    private final ContextResolver[] resolvers;
    private final KnownContexts contexts;
    private final AtomicBoolean told = new AtomicBoolean();

    Chain(List<ContextResolver> resolvers, KnownContexts contexts) {
        this.resolvers = resolvers.toArray(new ContextResolver[0]);
        this.webappFirst = this.resolvers[0] instanceof WebappResolver;
        this.contexts = contexts;
    }

    /** The context of a request; what stands for requests of no context if no resolver tells. */
    Known find(HttpServletRequest request, Known webapp) {
        for (ContextResolver resolver : resolvers) {
            Known context = ask(resolver, request, webapp);
            if (context != null) {
                return context;
            }
        }
        return contexts.nameless();
    }

    private @Nullable Known ask(ContextResolver resolver, HttpServletRequest request, Known webapp) {
        if (resolver instanceof PathResolver) {
            return ((PathResolver) resolver).find(request, contexts);
        }
        if (resolver instanceof WebappResolver) {
            return webapp;
        }
        String name = resolve(resolver, request);
        return name == null || name.isEmpty() ? null : contexts.find(name);
    }

    private @Nullable String resolve(ContextResolver resolver, HttpServletRequest request) {
        try {
            return resolver.resolve(request);
        } catch (RuntimeException e) {
            if (told.compareAndSet(false, true)) {
                LOG.log(
                        Level.WARNING,
                        "A context resolver failed; the next one is asked, and this is not told again.",
                        e);
            }
            return null;
        }
    }
}
