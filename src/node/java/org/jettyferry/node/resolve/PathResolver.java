package org.jettyferry.node.resolve;

import jakarta.servlet.http.HttpServletRequest;
import org.jettyferry.node.ContextResolver;
import org.jspecify.annotations.Nullable;

/**
 * Takes a segment of the path within the web application as the context's name. It reads the path as the container
 * understood it: decoded, without {@code ..} and parameters. The path as the client sent it would let anybody bypass
 * the filter with {@code /./acme/}. Empty segments do not count, because many applications serve {@code //acme/} as
 * {@code /acme/}.
 */
public final class PathResolver implements ContextResolver {
    /** Begins and ends with a slash. */
    private final String prefix;

    private final int skip;

    /** Whether the first segment of the path is meant, the usual case. */
    private final boolean first;

    /** Takes the nth segment, counted from 1. */
    public PathResolver(int nth) {
        this.prefix = "/";
        this.skip = nth - 1;
        this.first = skip == 0;
    }

    /** Takes the segment that follows a prefix, which begins and ends with a slash. */
    public PathResolver(String prefix) {
        this.prefix = prefix.replaceAll("/+", "/");
        this.skip = 0;
        this.first = this.prefix.length() == 1;
    }

    /** Looks something up by a part of a text without copying it, and reads that part only once. */
    public interface Lookup<T> {
        /** Stands for no delimiter: the part ends with the text. */
        int NO_DELIMITER = -1;

        /** Looks up by the part that begins at {@code from} and ends before the delimiter, or with the text. */
        T find(String text, int from, int delimiter);

        /** Returns where the part ends. */
        static int end(String text, int from, int delimiter) {
            int end = delimiter == NO_DELIMITER ? -1 : text.indexOf(delimiter, from);
            return end < 0 ? text.length() : end;
        }
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        return find(request, (path, from, slash) -> path.substring(from, Lookup.end(path, from, slash)));
    }

    /** Returns what the look-up finds by the segment; null if the path has no such segment. */
    public <T> @Nullable T find(HttpServletRequest request, Lookup<T> lookup) {
        String path = path(request.getServletPath(), request.getPathInfo());
        int from = first ? behindSlashes(path, 0) : segment(path);
        return from < 0 || from == path.length() ? null : lookup.find(path, from, '/');
    }

    /** Returns the servlet path alone if it holds the segment, the usual case; else joins both parts of the path. */
    private String path(String servlet, @Nullable String info) {
        if (info == null || (first && servlet.length() > 1)) {
            return servlet;
        }
        return servlet.isEmpty() ? info : servlet + info;
    }

    /** Returns where the segment begins; negative or the path's length if it does not exist. */
    private int segment(String path) {
        int from = behindPrefix(path);
        for (int i = skip; i > 0 && from >= 0; i--) {
            int slash = path.indexOf('/', from);
            from = slash < 0 ? -1 : behindSlashes(path, slash);
        }
        return from;
    }

    private int behindPrefix(String path) {
        int at = 0;
        for (int i = 0; i < prefix.length() && at >= 0; i++) {
            char c = prefix.charAt(i);
            if (c == '/') {
                at = behindSlashes(path, at);
            } else {
                at = at < path.length() && path.charAt(at) == c ? at + 1 : -1;
            }
        }
        return at;
    }

    /** Returns the position after the slashes at {@code from}; negative if there is no slash. */
    private static int behindSlashes(String path, int from) {
        int to = from;
        while (to < path.length() && path.charAt(to) == '/') {
            to++;
        }
        return to == from ? -1 : to;
    }
}
