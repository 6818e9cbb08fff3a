package org.jettyferry.node.routing;

import org.jspecify.annotations.Nullable;

/**
 * A parameter that every redirect puts at the end of the query, so that the node that gets the request next knows that it
 * was sent on a moment ago and doesn't send it on again. It holds the time: a bookmark with an old one is sent on like any
 * other request. Behind the time stands the version of the registry by which it was sent on. Immutable.
 */
final class HopMarker {
    private static final int FRESH_SECONDS = 30;
    private static final int WRONG_CLOCK_SECONDS = 3600;
    private static final int BASE = 36;
    private static final int TIME_DIGITS = 7;

    private final String name;

    /** Makes one; without a name, nothing is marked. */
    HopMarker(String name) {
        this.name = name;
    }

    /** The address with a marker of this moment and of what is known in it. */
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
     * Whether the query has a marker of the last half minute. One from the near future counts too: of two nodes whose
     * clocks differ, one at least then sees the loop.
     */
    boolean isFresh(@Nullable String query, long now) {
        String value = value(query);
        long age = now / 1000 - number(value.substring(0, Math.min(TIME_DIGITS, value.length())));
        return age < FRESH_SECONDS && age > -WRONG_CLOCK_SECONDS;
    }

    /** Whether the query has a fresh marker by somebody who knew a later version of the registry. */
    boolean isAhead(@Nullable String query, long now, long version) {
        String value = value(query);
        return value.length() > TIME_DIGITS && number(value.substring(TIME_DIGITS)) > version && isFresh(query, now);
    }

    /** Empty if there is none. */
    private String value(@Nullable String query) {
        int at = find(query, 0);
        return query == null || at < 0 ? "" : query.substring(at + name.length() + 1, end(query, at));
    }

    /** 0 for nonsense: an age of decades, and no version. */
    private static long number(String text) {
        try {
            return Long.parseLong(text, BASE);
        } catch (NumberFormatException nonsense) {
            return 0;
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
