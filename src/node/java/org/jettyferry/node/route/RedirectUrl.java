package org.jettyferry.node.route;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configured redirect address: {@code http} or {@code https}, a host, optionally a port and a path prefix. The
 * placeholders {@code {context}} and {@code {server}} stand for the names in the registry, in a host label or in the
 * path. Immutable.
 *
 * <p>The address decides which host users are sent to, so nothing of a request goes into it, and a name from the
 * registry goes into the host only if it is a valid label.
 */
final class RedirectUrl {
    private static final Pattern SHAPE = Pattern.compile("(?i)(https?)://([^/?#\\\\@\\s]+)((?:/[^?#\\\\\\s]*)?)");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");
    private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-fA-F]{2})*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(context|server)}");

    private final String scheme;
    private final String authority;
    private final String prefix;
    private final @Nullable RedirectTarget fixed;

    private RedirectUrl(String scheme, String authority, String prefix) {
        this.scheme = scheme;
        this.authority = authority;
        this.prefix = prefix;
        this.fixed = (authority + prefix).indexOf('{') < 0 ? target(authority, prefix) : null;
    }

    /**
     * Parses an address.
     *
     * @throws IllegalArgumentException if it is not a valid address, with a sentence for the operator
     */
    static RedirectUrl parse(String text) {
        Matcher shape = SHAPE.matcher(text.trim());
        if (!shape.matches()) {
            throw new IllegalArgumentException(
                    "not of the form http(s)://host[:port][/path], without user, query and fragment");
        }
        String prefix = shape.group(3).replaceAll("/+$", "");
        RedirectUrl url = new RedirectUrl(shape.group(1).toLowerCase(Locale.ROOT), shape.group(2), prefix);
        if (url.expand("a", "a") == null || prefix.contains("//")) {
            throw new IllegalArgumentException("its host, port or path is not valid, or it has an unknown placeholder");
        }
        return url;
    }

    /**
     * Returns the address for one context.
     *
     * @return null if a name cannot stand at its placeholder
     */
    @Nullable
    RedirectTarget expand(String context, String server) {
        if (fixed != null) {
            return fixed;
        }
        String host = filled(authority, context, server, true);
        String path = filled(prefix, context, server, false);
        return host == null || path == null ? null : target(host, path);
    }

    private @Nullable RedirectTarget target(String authority, String prefix) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches() || !PATH.matcher(prefix).matches() || climbs(prefix) || !isHost(parts.group(1))) {
            return null;
        }
        int port = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
        return port == 0 || port > 65_535
                ? null
                : new RedirectTarget(scheme, parts.group(1).toLowerCase(Locale.ROOT), port, prefix);
    }

    private static boolean isHost(String host) {
        try {
            return new URI("http://" + host).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean climbs(String path) {
        for (String segment : path.split("/", -1)) {
            String plain = segment.replaceAll("(?i)%2e", ".");
            if (plain.equals(".") || plain.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String filled(String template, String context, String server, boolean host) {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        StringBuffer filled = new StringBuffer();
        while (placeholder.find()) {
            String value = placeholder.group(1).equals("context") ? context : server;
            if (value.isEmpty() || (host && !LABEL.matcher(value).matches())) {
                return null;
            }
            placeholder.appendReplacement(
                    filled, Matcher.quoteReplacement(host ? value : RedirectTarget.encoded(value)));
        }
        return placeholder.appendTail(filled).toString();
    }
}
