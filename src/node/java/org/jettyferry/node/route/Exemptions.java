package org.jettyferry.node.route;

import jakarta.servlet.http.HttpServletRequest;

/** Decides which requests go through although their context is not served here. */
final class Exemptions {
    private Exemptions() {}

    /** Returns whether the request is a CORS preflight, or its path is one that the settings exempt. */
    static boolean exempt(HttpServletRequest request, RoutingSettings settings) {
        return isPreflight(request) || isExemptPath(request, settings);
    }

    /**
     * Returns whether a browser asks if a page of another origin may send a request. Browsers follow no redirect
     * here, the request reads and changes nothing of the context, and only the web application knows the answer.
     */
    private static boolean isPreflight(HttpServletRequest request) {
        return "OPTIONS".equals(request.getMethod())
                && request.getHeader("Origin") != null
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static boolean isExemptPath(HttpServletRequest request, RoutingSettings settings) {
        if (settings.exempt.isEmpty()) {
            return false;
        }
        String info = request.getPathInfo();
        String servlet = request.getServletPath();
        String path = (servlet == null ? "" : servlet) + (info == null ? "" : info);
        for (String prefix : settings.exempt) {
            if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
                return true;
            }
        }
        return false;
    }
}
