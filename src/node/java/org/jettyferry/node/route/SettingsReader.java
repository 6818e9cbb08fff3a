package org.jettyferry.node.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.jettyferry.version.VersionRange;
import org.jspecify.annotations.Nullable;

/** Reads the routing settings. It reports a value that is not usable, and the previous one stays in force. */
final class SettingsReader {
    private static final String REDIRECT = "migrationRedirectURL";
    private static final String OPEN_XCHANGE = KnownSettings.OPEN_XCHANGE;
    private static final int LONGEST_NAME = 128; // of the registry's column
    private static final String KEPT = "the previous value stays in force.";

    private final Map<String, String> properties = new TreeMap<>();
    private final Consumer<String> problems;

    SettingsReader(Map<String, String> properties, Consumer<String> problems) {
        this.problems = problems;
        // the short name wins: it is put later
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
            problems.accept(key + " = " + text + " is not usable (" + e.getMessage() + "); " + KEPT);
            return previous;
        }
    }

    int number(String key, int unset, int previous, int least, int most) {
        return value(key, unset, previous, text -> number(text, least, most));
    }

    private static int number(String text, int least, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("not a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    /**
     * Parses the lease. Its minimum exceeds poll interval plus connection time-out: one slow answer must not end it.
     */
    static Integer lease(String text) {
        return text.equals("off") ? 0 : number(text, 20, 86_400);
    }

    static Optional<VersionRange> schemaVersions(String text) {
        return Optional.of(VersionRange.parse(text));
    }

    static String clusterName(String text) {
        if (text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("more than " + LONGEST_NAME + " characters");
        }
        return text;
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
            problems.accept(key + " is not usable (" + e.getMessage() + "); " + KEPT);
            return previous;
        }
    }

    @Nullable
    RedirectUrl redirect(String key, @Nullable RedirectUrl previous) {
        String text = given(key);
        if (text == null) {
            return null;
        }
        try {
            return RedirectUrl.parse(text);
        } catch (IllegalArgumentException e) {
            // without the value, which may hold a password
            problems.accept(key + " is not usable (" + e.getMessage() + "); " + KEPT);
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

    static UnknownContext unknownContext(String text) {
        for (UnknownContext policy : UnknownContext.values()) {
            if (text.equals(policy.word())) {
                return policy;
            }
        }
        throw new IllegalArgumentException("neither wait nor through nor disabled");
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
