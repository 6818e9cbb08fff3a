package org.jettyferry.node.route;

import org.jspecify.annotations.Nullable;

/**
 * Prevents redirect loops: every redirect appends a query parameter, and a node that sees a fresh one does not
 * redirect the request again, unless it knows a later version of the registry. Immutable.
 *
 * <pre>
 *   ?ferry-hop=0t6x2k1f8
 *              └─────┘└┘
 *               time   version of the registry that the redirecting node knew
 * </pre>
 *
 * Both numbers are in base 36; the time has seven digits and counts seconds. With the time, a bookmarked address with
 * an old marker is redirected like any other request. With the version, a node that knows an older registry than the
 * sender sees that it is behind.
 */
final class HopMarker {
    private static final int FRESH_SECONDS = 30;
    private static final int BASE = 36;
    private static final int TIME_DIGITS = 7;

    private final String name;
    private final QueryParameter parameter;

    /** Makes a marker with this parameter name; an empty name turns marking off. */
    HopMarker(String name) {
        this.name = name;
        this.parameter = new QueryParameter(name);
    }

    /** Returns the address with a marker of this time and registry version. */
    String mark(String location, long now, long version) {
        if (name.isEmpty()) {
            return location;
        }
        String time = Long.toString(now / 1000, BASE);
        StringBuilder marked = new StringBuilder(location.length() + name.length() + 24);
        marked.append(location)
                .append(location.indexOf('?') < 0 ? '?' : '&')
                .append(name)
                .append('=');
        for (int i = time.length(); i < TIME_DIGITS; i++) {
            marked.append('0');
        }
        return marked.append(time).append(Long.toString(version, BASE)).toString();
    }

    /**
     * Returns whether the query has a marker of the last 30 seconds. A marker up to 30 seconds in the future counts
     * too: of two nodes whose clocks differ by less than that, at least one then sees the loop. A later one does not
     * count: anybody can write a link with such a marker, and its users would be refused until that time.
     */
    boolean isFresh(@Nullable String query, long now) {
        String value = parameter.value(query);
        long age = now / 1000 - number(value.substring(0, Math.min(TIME_DIGITS, value.length())));
        return age < FRESH_SECONDS && age > -FRESH_SECONDS;
    }

    /**
     * Returns whether another redirect may lead in a circle: the query has a fresh marker of a node that knew this version of the
     * registry or a later one, or that did not say. If it knew an older one, the context has moved since, which happens while
     * schemata move back and forth: then each further redirect has a later version than the one before, so they end.
     */
    boolean mayLoop(@Nullable String query, long now, long version) {
        String value = parameter.value(query);
        boolean outdated = value.length() > TIME_DIGITS && number(value.substring(TIME_DIGITS)) < version;
        return isFresh(query, now) && !outdated;
    }

    /** Returns whether the query has a fresh marker of a node that knew a later version of the registry. */
    boolean isAhead(@Nullable String query, long now, long version) {
        String value = parameter.value(query);
        return value.length() > TIME_DIGITS && number(value.substring(TIME_DIGITS)) > version && isFresh(query, now);
    }

    /** Returns the number; 0 for malformed text, which reads as an age of decades and as no version. */
    private static long number(String text) {
        try {
            return Long.parseLong(text, BASE);
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    /** Returns the query without markers, otherwise unchanged; null if nothing is left. */
    @Nullable
    String strip(@Nullable String query) {
        return parameter.strip(query);
    }
}
