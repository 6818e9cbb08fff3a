package org.jettyferry.node.resolve;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Matches host names, exactly or by a pattern, and builds a name from the matched parts. Immutable. */
public final class HostRule {
    private static final int LONGEST_HOST = 253;
    private static final Pattern ALL = Pattern.compile("(.*)");

    private final @Nullable String exact;
    private final @Nullable Pattern pattern;

    private HostRule(@Nullable String exact, @Nullable Pattern pattern) {
        this.exact = exact;
        this.pattern = pattern;
    }

    /** Makes a rule of a host name, in which a leading {@code *.} stands for one or more labels; or of {@code all}. */
    public static HostRule named(String host) {
        String name = normal(host);
        if (name.equals("all") || name.equals("*")) {
            return new HostRule(null, ALL);
        }
        if (name.startsWith("*.")) {
            return new HostRule(null, Pattern.compile("(.+)" + Pattern.quote(name.substring(1))));
        }
        if (!name.matches("[a-z0-9._-]+|\\[[0-9a-f:.]+]")) {
            throw new IllegalArgumentException("not a host name: " + host);
        }
        return new HostRule(name, null);
    }

    /** Makes a rule of a regular expression that must match the whole name, in lower case. */
    public static HostRule regex(String expression) {
        try {
            return new HostRule(null, Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
        }
    }

    /** Returns the only host that this rule matches; null if it may match several. */
    public @Nullable String exact() {
        return exact;
    }

    /** Returns whether the rule matches every host. */
    public boolean isAll() {
        return pattern == ALL;
    }

    /** Returns whether the rule matches a host, given in the form of {@link #normal(String)}. */
    public boolean matches(String host) {
        return exact != null ? exact.equals(host) : matcher(host).matches();
    }

    /**
     * Builds a name from a host.
     *
     * @param template may contain {@code $1} … {@code $9} for the matched parts
     * @return null if the rule does not match this host
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
            throw new IllegalStateException("this rule has no pattern");
        }
        // no real host name is longer, and a client must not make a slow expression slower
        return compiled.matcher(host.length() > LONGEST_HOST ? "" : host);
    }

    /** Returns a host name in the form for comparing: in lower case, without a dot at the end. */
    public static String normal(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
