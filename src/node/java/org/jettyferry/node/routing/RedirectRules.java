package org.jettyferry.node.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jettyferry.node.resolve.HostRule;
import org.jspecify.annotations.Nullable;

/**
 * Which configured address requests to a host are sent to: a rule for exactly this name first, then the others in the
 * order of their labels, those for all hosts last, then the address for whatever is left. Immutable.
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
     * The address for requests to a host; null if they can't be sent anywhere.
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

    /** The address for some hosts. */
    static final class Rule {
        final HostRule hosts;
        final RedirectUrl url;

        Rule(HostRule hosts, RedirectUrl url) {
            this.hosts = hosts;
            this.url = url;
        }
    }
}
