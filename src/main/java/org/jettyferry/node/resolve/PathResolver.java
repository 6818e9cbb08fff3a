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

    /** Takes the nth segment, counted from 1. */
    public PathResolver(int nth) {
        this.prefix = "";
        this.skip = nth - 1;
    }

    /** Takes the segment that follows a prefix, which begins and ends with a slash. */
    public PathResolver(String prefix) {
        this.prefix = prefix.substring(0, prefix.length() - 1);
        this.skip = 0;
    }

    /** Looks something up by a part of a text, so that no copy of it has to be made. */
    public interface Lookup<T> {
        T find(String text, int from, int to);
    }

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        return find(request, String::substring);
    }

    /** Looks up the segment; null if the path has no such segment. */
    public <T> @Nullable T find(HttpServletRequest request, Lookup<T> lookup) {
        String servlet = request.getServletPath();
        String info = request.getPathInfo();
        if (servlet.isEmpty()) {
            return info == null ? null : segment(info, lookup);
        }
        return segment(info == null ? servlet : acrossBoth(servlet, info), lookup);
    }

    /** The servlet's own path nearly always holds the segment; if not, the two are joined. */
    private String acrossBoth(String servlet, String info) {
        if (skip == 0 && prefix.isEmpty() && servlet.length() > 1) {
            return servlet;
        }
        return servlet + info;
    }

    private <T> @Nullable T segment(String path, Lookup<T> lookup) {
        if (!path.startsWith(prefix)) {
            return null;
        }
        int from = prefix.length();
        for (int i = skip; i > 0 && from >= 0; i--) {
            from = path.indexOf('/', from + 1);
        }
        if (from < 0 || from >= path.length() || path.charAt(from) != '/') {
            return null;
        }
        int end = path.indexOf('/', from + 1);
        int to = end < 0 ? path.length() : end;
        return to == from + 1 ? null : lookup.find(path, from + 1, to);
    }
}
