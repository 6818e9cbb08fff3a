package org.jettyferry.node.status;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Checks the token of the status pages: a bearer token, or for browsers the password of any user. */
final class StatusToken {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private StatusToken() {}

    /** Returns whether a request has the token; compares in constant time, so that it cannot be guessed by timing. */
    static boolean isShown(@Nullable String authorization, String token) {
        if (authorization == null) {
            return false;
        }
        String shown = "";
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            shown = authorization.substring(BEARER.length()).trim();
        } else if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            shown = password(authorization.substring(BASIC.length()).trim());
        }
        return !shown.isEmpty()
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static String password(String credentials) {
        try {
            String login = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return login.substring(login.indexOf(':') + 1);
        } catch (IllegalArgumentException nonsense) {
            return "";
        }
    }
}
