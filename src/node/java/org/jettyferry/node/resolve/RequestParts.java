package org.jettyferry.node.resolve;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** Reads single values of a request without reading its body and without creating a session. */
final class RequestParts {
    private RequestParts() {}

    static @Nullable String cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    static @Nullable String session(HttpServletRequest request, String name) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return null;
        }
        try {
            Object value = session.getAttribute(name);
            return value == null ? null : value.toString();
        } catch (IllegalStateException invalidatedMeanwhile) {
            return null;
        }
    }

    /** Reads a parameter from the query: {@code request.getParameter} would read the body of a form. */
    static @Nullable String parameter(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        if (query == null) {
            return null;
        }
        for (int from = 0; from <= query.length(); ) {
            int end = query.indexOf('&', from);
            int to = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', from);
            if (equals > 0 && equals < to && name.equals(decoded(query.substring(from, equals)))) {
                return decoded(query.substring(equals + 1, to));
            }
            from = to + 1;
        }
        return null;
    }

    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (IllegalArgumentException | UnsupportedEncodingException broken) {
            return null;
        }
    }

    /** Returns the part after the last {@code @}, or before a backslash; null if there is neither. */
    static @Nullable String domain(@Nullable String user) {
        if (user == null) {
            return null;
        }
        int at = user.lastIndexOf('@');
        if (at >= 0) {
            return user.substring(at + 1);
        }
        int backslash = user.indexOf('\\');
        return backslash < 0 ? null : user.substring(0, backslash);
    }
}
