package org.jettyferry.node.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jettyferry.node.ContextResolver;
import org.jspecify.annotations.Nullable;

/** Makes the resolvers that the settings name. */
public final class Resolvers {
    private static final String HOST_RULES = "contextHost.";

    private final Map<String, String> properties;
    private final Hosts hosts;

    /**
     * Makes resolvers from one version of the settings.
     *
     * @param properties all settings; the host resolver reads its rules there
     * @param hosts finds the host of a request
     */
    public Resolvers(Map<String, String> properties, Hosts hosts) {
        this.properties = properties;
        this.hosts = hosts;
    }

    /**
     * Returns the resolvers in the order in which to call them.
     *
     * @param names names of resolvers, separated by commas
     * @throws IllegalArgumentException if a resolver does not exist, with a sentence for the operator
     */
    public List<ContextResolver> named(String names) {
        List<ContextResolver> resolvers = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            resolvers.add(one(name.trim()));
        }
        return Collections.unmodifiableList(resolvers);
    }

    private ContextResolver one(String name) {
        int colon = name.indexOf(':');
        String kind = colon < 0 ? name : name.substring(0, colon);
        String argument = colon < 0 ? "" : name.substring(colon + 1).trim();
        switch (kind) {
            case "webapp":
                return new WebappResolver();
            case "path":
                return path(argument);
            case "host":
                return new HostResolver(mappings(), hosts);
            case "domain":
                return domain(argument);
            default:
                return argument.isEmpty() ? provided(name) : part(kind, argument);
        }
    }

    private static ContextResolver part(String kind, String name) {
        switch (kind) {
            case "header":
                return request -> request.getHeader(name);
            case "cookie":
                return request -> RequestParts.cookie(request, name);
            case "parameter":
                return request -> RequestParts.parameter(request, name);
            case "session":
                return request -> RequestParts.session(request, name);
            default:
                throw new IllegalArgumentException("there is no resolver " + kind);
        }
    }

    private static ContextResolver path(String argument) {
        if (argument.matches("/|/.*/")) {
            return new PathResolver(argument);
        }
        if (!argument.matches("|[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "path:" + argument + " is neither the number of a segment nor a prefix between slashes");
        }
        return new PathResolver(argument.isEmpty() ? 1 : Integer.parseInt(argument));
    }

    private ContextResolver domain(String argument) {
        if (argument.isEmpty()) {
            return request -> RequestParts.domain(request.getRemoteUser());
        }
        ContextResolver user = one(argument);
        return request -> RequestParts.domain(user.resolve(request));
    }

    private List<HostResolver.Mapping> mappings() {
        Map<String, HostResolver.Mapping> byLabel = new TreeMap<>();
        for (String key : properties.keySet()) {
            if (key.startsWith(HOST_RULES)) {
                String label = key.substring(HOST_RULES.length(), Math.max(HOST_RULES.length(), key.lastIndexOf('.')));
                byLabel.put(label, mapping(label));
            }
        }
        return new ArrayList<>(byLabel.values());
    }

    private HostResolver.Mapping mapping(String label) {
        String name = properties.get(HOST_RULES + label + ".host");
        String regex = properties.get(HOST_RULES + label + ".hostRegex");
        HostRule rule = rule(HOST_RULES + label, name, regex);
        String template = properties.get(HOST_RULES + label + ".context");
        if (template == null) {
            String exact = rule.exact();
            template = exact == null ? "$1" : exact;
        }
        return new HostResolver.Mapping(rule, template.trim());
    }

    /**
     * Makes the host rule of a setting.
     *
     * @param rule the name of the setting, for the message
     * @throws IllegalArgumentException unless exactly one of both is given and valid
     */
    public static HostRule rule(String rule, @Nullable String name, @Nullable String regex) {
        if (name != null && regex == null) {
            return HostRule.named(name.trim());
        }
        if (regex != null && name == null) {
            return HostRule.regex(regex.trim());
        }
        throw new IllegalArgumentException(rule + " needs either .host or .hostRegex");
    }

    private static ContextResolver provided(String name) {
        try {
            for (ContextResolver resolver :
                    ServiceLoader.load(ContextResolver.class, Resolvers.class.getClassLoader())) {
                if (resolver.getClass().getName().equals(name)) {
                    return resolver;
                }
            }
        } catch (ServiceConfigurationError | LinkageError e) { // LinkageError: built for a newer Java
            throw new IllegalArgumentException("a resolver can't be loaded: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("there is no resolver " + name);
    }
}
