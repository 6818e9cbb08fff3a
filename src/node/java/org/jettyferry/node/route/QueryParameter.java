package org.jettyferry.node.route;

import org.jspecify.annotations.Nullable;

/** A query parameter of Ferry's own, which a web application need not see. Immutable. */
final class QueryParameter {
    private final String name;

    /** Makes a parameter of this name; one without a name is in no query. */
    QueryParameter(String name) {
        this.name = name;
    }

    /** Returns its value as the client sent it; empty if the query does not have it. */
    String value(@Nullable String query) {
        int at = find(query, 0);
        return query == null || at < 0 ? "" : query.substring(at + name.length() + 1, end(query, at));
    }

    boolean isIn(@Nullable String query) {
        return find(query, 0) >= 0;
    }

    /** Returns an address with this parameter behind its query. */
    String appendedTo(String location, String value) {
        return name.isEmpty() ? location : location + (location.indexOf('?') < 0 ? '?' : '&') + name + '=' + value;
    }

    /** Returns the query without this parameter, otherwise unchanged; null if nothing is left. */
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
