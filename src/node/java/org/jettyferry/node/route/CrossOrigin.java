package org.jettyferry.node.route;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds the CORS headers to the answers of the filter itself. A browser also checks redirects and errors: without these
 * headers a script sees a network error instead of the redirect or the Retry-After. Immutable.
 */
final class CrossOrigin {
    /** Init parameters of Jetty's own CrossOriginFilter. */
    private static final String JETTY_ORIGINS = "allowedOrigins";

    private static final String JETTY_CREDENTIALS = "allowCredentials";

    /** Allows no other origin. */
    static final CrossOrigin NONE = new CrossOrigin(Collections.emptyList(), false, false);

    /** Stands for a missing setting: the rules of the web application's own CORS filter apply. */
    static final CrossOrigin UNSET = new CrossOrigin(Collections.emptyList(), false, false);

    private static final Logger LOG = Logger.getLogger(CrossOrigin.class.getName());
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final Pattern ORIGIN = Pattern.compile("https?://(?:\\*\\.)?[a-z0-9._-]+(?::[0-9]{1,5})?");

    private final List<Pattern> origins;
    private final boolean any;
    private final boolean credentials;

    private CrossOrigin(List<Pattern> origins, boolean any, boolean credentials) {
        this.origins = origins;
        this.any = any;
        this.credentials = credentials;
    }

    /**
     * Reads the setting.
     *
     * @param text origins separated by commas, {@code *.} at the start of a host for one or more labels; or {@code *},
     *     which CORS allows only without cookies
     * @throws IllegalArgumentException if one of them is not an origin
     */
    static CrossOrigin parse(String text) {
        return of(text, true);
    }

    private static CrossOrigin of(String text, boolean credentials) {
        List<Pattern> origins = new ArrayList<>();
        boolean any = false;
        for (String part : text.split(",", -1)) {
            String origin = part.trim().toLowerCase(Locale.ROOT);
            if (origin.equals("*")) {
                any = true;
            } else if (ORIGIN.matcher(origin).matches()) {
                origins.add(Pattern.compile(Pattern.quote(origin).replace("*", "\\E[a-z0-9._-]+\\Q")));
            } else {
                throw new IllegalArgumentException("an origin is http(s)://host[:port], and nothing behind it");
            }
        }
        return new CrossOrigin(origins, any, credentials);
    }

    /**
     * Returns what Jetty's own {@code CrossOriginFilter} allows in a web application, if it is mapped to all paths.
     * That filter may come after this one, and then never sees the answers of this one.
     */
    static CrossOrigin of(ServletContext webapp) {
        try {
            for (FilterRegistration filter : webapp.getFilterRegistrations().values()) {
                String type = String.valueOf(filter.getClassName());
                if (type.startsWith("org.eclipse.jetty.")
                        && type.endsWith(".CrossOriginFilter")
                        && filter.getUrlPatternMappings().contains("/*")) {
                    return of(filter.getInitParameters());
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "the web application does not show its CrossOriginFilter", e);
        }
        return NONE;
    }

    private static CrossOrigin of(Map<String, String> parameters) {
        String credentials = parameters.getOrDefault(JETTY_CREDENTIALS, "true");
        return of(parameters.getOrDefault(JETTY_ORIGINS, "*"), Boolean.parseBoolean(credentials));
    }

    /** Adds the headers to an answer, unless a filter ahead of this one has set them. */
    void allow(HttpServletRequest request, HttpServletResponse response) {
        if (this == NONE || response.containsHeader(ALLOW_ORIGIN)) {
            return;
        }
        String origin = request.getHeader("Origin");
        boolean named = origin != null && isNamed(origin);
        if (!origins.isEmpty()) {
            response.addHeader("Vary", "Origin");
        }
        if (origin == null || !(named || any)) {
            return;
        }
        response.setHeader(ALLOW_ORIGIN, named ? origin : "*");
        if (named && credentials) {
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
    }

    private boolean isNamed(@Nullable String origin) {
        if (origin != null) {
            String plain = origin.toLowerCase(Locale.ROOT);
            for (Pattern allowed : origins) {
                if (allowed.matcher(plain).matches()) {
                    return true;
                }
            }
        }
        return false;
    }
}
