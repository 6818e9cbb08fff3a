package org.jettyferry.node.routing;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that every redirect puts at the end of the query, so that the node that gets the request next knows that it
 * was sent on a moment ago and doesn't send it on again. It holds the time: a bookmark with an old one is sent on like any
 * other request, with a new one. Immutable.
 */
final class HopMarker {
    private static final int FRESH_SECONDS = 30;
    private static final int WRONG_CLOCK_SECONDS = 3600;
    private static final int BASE = 36;

    private final String name;

    /** Makes one; without a name, nothing is marked. */
    HopMarker(String name) {
        this.name = name;
    }

    /** The address with a marker of this moment. */
    String mark(String location, long now) {
        if (name.isEmpty()) {
            return location;
        }
        return location + (location.indexOf('?') < 0 ? '?' : '&') + name + '=' + Long.toString(now / 1000, BASE);
    }

    /**
     * Whether the query has a marker of the last half minute. One from the near future counts too: of two nodes whose
     * clocks differ, one at least then sees the loop.
     */
    boolean isFresh(@Nullable String query, long now) {
        int at = find(query, 0);
        if (query == null || at < 0) {
            return false;
        }
        try {
            long age = now / 1000 - Long.parseLong(query.substring(at + name.length() + 1, end(query, at)), BASE);
            return age < FRESH_SECONDS && age > -WRONG_CLOCK_SECONDS;
        } catch (NumberFormatException nonsense) {
            return false;
        }
    }

    /** The query without markers, and otherwise byte for byte as it was; null if nothing is left. */
    @Nullable
    String strip(@Nullable String query) {
        String rest = query;
        for (int at = find(rest, 0); rest != null && at >= 0; at = find(rest, at)) {
            int end = end(rest, at);
            if (end < rest.length()) {
                rest = rest.substring(0, at) + rest.substring(end + 1);
            } else {
                rest = at == 0 ? null : rest.substring(0, at - 1);
            }
        }
        return rest;
    }

    private int find(@Nullable String query, int from) {
        if (query == null || name.isEmpty()) {
            return -1;
        }
        int at = query.indexOf(name, from);
        while (at >= 0 && !(startsParameter(query, at) && query.startsWith("=", at + name.length()))) {
            at = query.indexOf(name, at + 1);
        }
        return at;
    }

    private static boolean startsParameter(String query, int at) {
        return at == 0 || query.charAt(at - 1) == '&';
    }

    private static int end(String query, int from) {
        int end = query.indexOf('&', from);
        return end < 0 ? query.length() : end;
    }
}
