package org.jettyferry.node.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jettyferry.node.ContextResolver;
import org.jettyferry.node.resolve.HostRule;
import org.jettyferry.node.resolve.Hosts;
import org.jettyferry.node.resolve.Resolvers;
import org.jettyferry.settings.KnownSettings;
import org.jspecify.annotations.Nullable;

/** One reading of the properties: what can't be understood is told, and what held before is kept. */
final class SettingsReader {
    private static final String REDIRECT = "migrationRedirectURL";
    private static final String OPEN_XCHANGE = KnownSettings.OPEN_XCHANGE;

    private final Map<String, String> properties = new TreeMap<>();
    private final Consumer<String> problems;

    SettingsReader(Map<String, String> properties, Consumer<String> problems) {
        this.problems = problems;
        // the short name wins, as it comes later
        properties.forEach((key, value) -> {
            if (key.startsWith(OPEN_XCHANGE)) {
                this.properties.put(key.substring(OPEN_XCHANGE.length()), value.trim());
            }
        });
        properties.forEach((key, value) -> this.properties.put(key, value.trim()));
    }

    @Nullable
    String serverName() {
        String name = given("serverName");
        return name == null ? given("SERVER_NAME") : name;
    }

    private @Nullable String given(String key) {
        String value = properties.get(key);
        return value == null || value.isEmpty() ? null : value;
    }

    <T> T value(String key, T unset, T previous, Function<String, T> parse) {
        String text = given(key);
        if (text == null) {
            return unset;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            problems.accept(key + " = " + text + " is not usable (" + e.getMessage() + "); what held before stays.");
            return previous;
        }
    }

    int number(String key, int unset, int previous, int least, int most) {
        return value(key, unset, previous, text -> {
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw new IllegalArgumentException("not a number from " + least + " to " + most);
            }
            return Integer.parseInt(text);
        });
    }

    List<ContextResolver> resolvers(Hosts hosts, List<ContextResolver> previous) {
        return value(
                "contextResolver",
                RoutingSettings.DEFAULTS.resolvers,
                previous,
                new Resolvers(properties, hosts)::named);
    }

    RedirectRules redirects(RedirectRules previous) {
        TreeMap<String, RedirectRules.Rule> rules = new TreeMap<>();
        for (String label : labels()) {
            RedirectRules.Rule rule = rule(label, previous.rule(label));
            if (rule != null) {
                rules.put(label, rule);
            }
        }
        return new RedirectRules(rules, redirect(REDIRECT, previous.global()));
    }

    private Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        for (String key : properties.keySet()) {
            int end = key.lastIndexOf('.');
            if (key.startsWith(REDIRECT + ".") && end > REDIRECT.length()) {
                labels.add(key.substring(REDIRECT.length() + 1, end));
            }
        }
        return labels;
    }

    private RedirectRules.@Nullable Rule rule(String label, RedirectRules.@Nullable Rule previous) {
        String key = REDIRECT + '.' + label;
        RedirectUrl url = redirect(key + ".url", previous == null ? null : previous.url);
        if (url == null) {
            return null;
        }
        try {
            HostRule hosts = Resolvers.rule(key, given(key + ".host"), given(key + ".hostRegex"));
            return new RedirectRules.Rule(hosts, url);
        } catch (IllegalArgumentException e) {
            problems.accept(key + " is not usable (" + e.getMessage() + "); what held before stays.");
            return previous;
        }
    }

    private @Nullable RedirectUrl redirect(String key, @Nullable RedirectUrl previous) {
        String text = given(key);
        if (text == null) {
            return null;
        }
        try {
            return RedirectUrl.parse(text);
        } catch (IllegalArgumentException e) {
            // not the value: it may hold a password
            problems.accept(key + " is not usable (" + e.getMessage() + "); what held before stays.");
            return previous;
        }
    }

    static Boolean onOff(String text) {
        if (text.equals("on") || text.equals("true")) {
            return true;
        }
        if (text.equals("off") || text.equals("false")) {
            return false;
        }
        throw new IllegalArgumentException("neither on nor off");
    }

    static Boolean throughOrDisabled(String text) {
        if (text.equals("through") || text.equals("disabled")) {
            return text.equals("through");
        }
        throw new IllegalArgumentException("neither through nor disabled");
    }

    static HopMarker hopMarker(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9_-]{0,31}")) {
            throw new IllegalArgumentException("neither off nor the name of a parameter");
        }
        return new HopMarker(text.equals("off") ? "" : text);
    }

    static List<String> prefixes(String text) {
        List<String> prefixes = new ArrayList<>();
        for (String prefix : text.split(",", -1)) {
            String path = prefix.trim();
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("a path begins with a slash");
            }
            prefixes.add(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }
        return Collections.unmodifiableList(prefixes);
    }
}
