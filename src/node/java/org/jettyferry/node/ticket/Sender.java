package org.jettyferry.node.ticket;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells by what a browser says of a request who sent it. An attacker can log in himself, get a ticket, and send it to a
 * victim, who would then work in the attacker's account; but he can't make the victim's browser lie. A program that says
 * nothing is no browser, and has no user to deceive.
 */
final class Sender {
    private static final List<String> OWN_SITES = Arrays.asList("same-origin", "same-site");

    private Sender() {}

    /** Returns whether the request is for a page, and not for a part of one or a script. */
    static boolean navigates(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return destination == null || destination.equals("document");
    }

    /**
     * Returns whether a request with a ticket comes from where tickets come from. Without a list that is the own site, as
     * far as the browser says so.
     *
     * @param from the origins of the old hosts; empty if they are not set
     */
    static boolean isTrusted(HttpServletRequest request, Set<String> from) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = origin(request);
        if (origin == null) {
            return site == null || site.equals("none") || OWN_SITES.contains(site);
        }
        return from.contains(origin) || (from.isEmpty() && site != null && OWN_SITES.contains(site));
    }

    /** Returns the origin of the page that sent the request; null if the request does not say. */
    private static @Nullable String origin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            origin = request.getHeader("Referer");
        }
        if (origin == null) {
            return null;
        }
        int host = origin.indexOf("://");
        int path = host < 0 ? -1 : origin.indexOf('/', host + 3);
        return (path < 0 ? origin : origin.substring(0, path)).toLowerCase(Locale.ROOT);
    }
}
