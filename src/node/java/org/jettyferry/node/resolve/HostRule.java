package org.jettyferry.node.resolve;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which hosts a rule is for, and what it makes of the parts that it matched. Immutable. */
public final class HostRule {
    private static final int LONGEST_HOST = 253;
    private static final Pattern ALL = Pattern.compile("(.*)");

    private final @Nullable String exact;
    private final @Nullable Pattern pattern;

    private HostRule(@Nullable String exact, @Nullable Pattern pattern) {
        this.exact = exact;
        this.pattern = pattern;
    }

    /** A host name, in which a leading {@code *.} stands for one or more labels; or {@code all}. */
    public static HostRule named(String host) {
        String name = normal(host);
        if (name.equals("all") || name.equals("*")) {
            return new HostRule(null, ALL);
        }
        if (name.startsWith("*.")) {
            return new HostRule(null, Pattern.compile("(.+)" + Pattern.quote(name.substring(1))));
        }
        if (!name.matches("[a-z0-9._-]+|\\[[0-9a-f:.]+]")) {
            throw new IllegalArgumentException("no host name: " + host);
        }
        return new HostRule(name, null);
    }

    /** A regular expression that must match the whole name, in lower case. */
    public static HostRule regex(String expression) {
        try {
            return new HostRule(null, Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("no regular expression: " + e.getDescription(), e);
        }
    }

    /** The name that this rule is for and no other; null if it is for many. */
    public @Nullable String exact() {
        return exact;
    }

    /** Whether it is for every host. */
    public boolean isAll() {
        return pattern == ALL;
    }

    /** Whether the rule is for a host, given as {@link #normal(String)} has it. */
    public boolean matches(String host) {
        return exact != null ? exact.equals(host) : matcher(host).matches();
    }

    /**
     * What the rule makes of a host.
     *
     * @param template with {@code $1} … {@code $9} for the parts matched
     * @return null if the rule is not for this host
     */
    @Nullable
    String apply(String host, String template) {
        if (exact != null) {
            return exact.equals(host) ? template : null;
        }
        Matcher matcher = matcher(host);
        if (!matcher.matches()) {
            return null;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            int group = c == '$' && i + 1 < template.length() ? template.charAt(i + 1) - '0' : -1;
            if (group >= 1 && group <= matcher.groupCount()) {
                String part = matcher.group(group);
                name.append(part == null ? "" : part);
                i++;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private Matcher matcher(String host) {
        Pattern compiled = pattern;
        if (compiled == null) {
            throw new IllegalStateException("an exact name");
        }
        // no real name is longer, and a client must not make a slow expression slower
        return compiled.matcher(host.length() > LONGEST_HOST ? "" : host);
    }

    /** A host name as it is compared: in lower case, without the dot at its end. */
    public static String normal(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
