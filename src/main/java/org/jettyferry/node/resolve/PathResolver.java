package org.jettyferry.node.resolve;

import jakarta.servlet.http.HttpServletRequest;
import org.jettyferry.node.ContextResolver;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the path within the web application, as the container understood the path: decoded, without {@code ..} and
 * without parameters. The path as the client sent it would let anybody slip past with {@code /./acme/}.
 */
public final class PathResolver implements ContextResolver {
    private final String prefix;
    private final int skip;

    /** The first segment of all, as nearly always. */
    private final boolean first;

    /** Takes the nth segment, counted from 1. */
    public PathResolver(int nth) {
        this.prefix = "";
        this.skip = nth - 1;
        this.first = skip == 0;
    }

    /** Takes the segment that follows a prefix, which begins and ends with a slash. */
    public PathResolver(String prefix) {
        this.prefix = prefix.substring(0, prefix.length() - 1);
        this.skip = 0;
        this.first = this.prefix.isEmpty();
    }

    /** Looks something up by a part of a text, so that no copy of it has to be made and the part is read but once. */
    public interface Lookup<T> {
        /** No character: the part ends with the text. */
        int NO_DELIMITER = -1;

        /** Looks up by the part that begins there and ends before the delimiter, or with the text. */
        T find(String text, int from, int delimiter);

        /** Where the part ends. */
        static int end(String text, int from, int delimiter) {
            int end = delimiter == NO_DELIMITER ? -1 : text.indexOf(delimiter, from);
            return end < 0 ? text.length() : end;
        }
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        return find(request, (path, from, slash) -> path.substring(from, Lookup.end(path, from, slash)));
    }

    /** Looks up the segment; null if the path has no such segment. */
    public <T> @Nullable T find(HttpServletRequest request, Lookup<T> lookup) {
        String path = path(request.getServletPath(), request.getPathInfo());
        int slash = slash(path);
        if (slash < 0 || slash >= path.length() || path.charAt(slash) != '/') {
            return null;
        }
        int from = slash + 1;
        return from == path.length() || path.charAt(from) == '/' ? null : lookup.find(path, from, '/');
    }

    /** The servlet's own path nearly always holds the segment; if not, the two are joined. */
    private String path(String servlet, @Nullable String info) {
        if (info == null || (first && servlet.length() > 1)) {
            return servlet;
        }
        return servlet.isEmpty() ? info : servlet + info;
    }

    /** Where the slash before the segment is; negative or behind the end if there is none. */
    private int slash(String path) {
        if (first) {
            return 0;
        }
        if (!path.startsWith(prefix)) {
            return -1;
        }
        int slash = prefix.length();
        for (int i = skip; i > 0 && slash >= 0; i--) {
            slash = path.indexOf('/', slash + 1);
        }
        return slash;
    }
}
