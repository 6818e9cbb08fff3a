package org.jettyferry.node.resolve;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jettyferry.node.ContextResolver;
import org.jspecify.annotations.Nullable;

/** Takes the host name as the context's name, or derives the name from the host by the first rule that matches. */
final class HostResolver implements ContextResolver {
    private final List<Mapping> mappings;
    private final Hosts hosts;

    HostResolver(List<Mapping> mappings, Hosts hosts) {
        this.mappings = mappings;
        this.hosts = hosts;
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        String host = hosts.of(request);
        if (mappings.isEmpty()) {
            return host;
        }
        for (Mapping mapping : mappings) {
            String name = mapping.rule.apply(host, mapping.template);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    /** A rule for hosts, and the template of the context's name. */
    static final class Mapping {
        private final HostRule rule;
        private final String template;

        Mapping(HostRule rule, String template) {
            this.rule = rule;
            this.template = template;
        }
    }
}
