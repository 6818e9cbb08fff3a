package org.jettyferry.node.route;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jettyferry.node.resolve.HostRule;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the redirect address by the host of a request: first the rule for exactly this name, then patterns in the
 * order of their labels, then rules for all hosts, then the global address. Immutable.
 */
final class RedirectRules {
    static final RedirectRules NONE = new RedirectRules(new TreeMap<>(), null);

    private final SortedMap<String, Rule> rules;
    private final Map<String, RedirectUrl> exact = new HashMap<>();
    private final @Nullable RedirectUrl global;

    RedirectRules(SortedMap<String, Rule> rules, @Nullable RedirectUrl global) {
        this.rules = rules;
        this.global = global;
        for (Rule rule : rules.values()) {
            String name = rule.hosts.exact();
            if (name != null) {
                exact.putIfAbsent(name, rule.url);
            }
        }
    }

    /**
     * Returns the address for requests to a host; null if none is configured.
     *
     * @param host as {@link HostRule#normal(String)} has it
     */
    @Nullable
    RedirectUrl forHost(String host) {
        RedirectUrl url = exact.get(host);
        if (url == null && !rules.isEmpty()) {
            url = matching(host, false);
            url = url == null ? matching(host, true) : url;
        }
        return url == null ? global : url;
    }

    private @Nullable RedirectUrl matching(String host, boolean all) {
        for (Rule rule : rules.values()) {
            if (rule.hosts.isAll() == all && rule.hosts.exact() == null && rule.hosts.matches(host)) {
                return rule.url;
            }
        }
        return null;
    }

    @Nullable
    RedirectUrl global() {
        return global;
    }

    @Nullable
    Rule rule(String label) {
        return rules.get(label);
    }

    /** A redirect address for the hosts that a rule matches. */
    static final class Rule {
        final HostRule hosts;
        final RedirectUrl url;

        Rule(HostRule hosts, RedirectUrl url) {
            this.hosts = hosts;
            this.url = url;
        }
    }
}
