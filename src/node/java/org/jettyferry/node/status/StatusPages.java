package org.jettyferry.node.status;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What a node answers below {@code /ferry/} of each web application while {@code statusToken} is set: {@code status},
 * {@code metrics} and {@code contexts/<name>}. Thread-safe.
 */
public final class StatusPages {
    static final String JSON = "application/json";

    private static final String ROOT = "/ferry/";
    private static final String CONTEXTS = "contexts";
    private static final String BEARER = "Bearer ";

    private final NodeStatus status;
    private final ContextPage contexts;

    /** Makes the pages of one node. */
    public StatusPages(NodeStatus status) {
        this.status = status;
        this.contexts = new ContextPage(status);
    }

    /** To be run each time after names were looked up. */
    public void lookedUp() {
        contexts.lookedUp();
    }

    /**
     * Answers a request if it is for one of these pages; to be asked of each request, before all else.
     *
     * @return whether it is answered, or will be; else it is none of ours and nothing was done
     */
    public boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String token = status.token();
        if (token.isEmpty()) {
            return false;
        }
        String uri = request.getRequestURI();
        int start = request.getContextPath().length();
        if (!uri.startsWith(ROOT, start)) {
            return false;
        }
        String page = uri.substring(start + ROOT.length());
        boolean context = page.equals(CONTEXTS) || page.startsWith(CONTEXTS + "/");
        if (!context && !page.equals("status") && !page.equals("metrics")) {
            return false;
        }
        if (!allowed(request.getHeader("Authorization"), token)) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"ferry\"");
            send(response, 401, "text/plain", "a token is needed: Authorization: Bearer <statusToken>\n");
        } else if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            send(response, 405, "text/plain", "only GET\n");
        } else if (context) {
            contexts.answer(request, response, name(page, request.getQueryString()));
        } else {
            page(request, response, page);
        }
        return true;
    }

    static void send(HttpServletResponse response, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setStatus(code);
        response.setContentType(type + ";charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private void page(HttpServletRequest request, HttpServletResponse response, String page) throws IOException {
        if (page.equals("metrics")) {
            send(response, 200, "text/plain;version=0.0.4", Metrics.of(status));
        } else if (wantsJson(request)) {
            send(response, 200, JSON, new StatusPage(status).json());
        } else {
            send(response, 200, "text/html", new StatusPage(status).html());
        }
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String format = parameter(request.getQueryString(), "format");
        if (!format.isEmpty()) {
            return format.equals("json");
        }
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains(JSON) && !accept.contains("text/html");
    }

    /** Takes as long for a token that is nearly right as for one that is all wrong. */
    private static boolean allowed(@Nullable String authorization, String token) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        authorization.substring(BEARER.length()).trim().getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    /** Jetty refuses encoded slashes in a path, so a name may be given as a parameter too. */
    private static String name(String page, @Nullable String query) {
        String inPath = page.length() > CONTEXTS.length() ? page.substring(CONTEXTS.length() + 1) : "";
        return inPath.isEmpty() ? parameter(query, "name") : decoded(inPath.replace("+", "%2B"));
    }

    /** Read by hand: the container would decode it as it is told to elsewhere, and might read a body. */
    private static String parameter(@Nullable String query, String name) {
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return decoded(pair.substring(name.length() + 1));
                }
            }
        }
        return "";
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (UnsupportedEncodingException | IllegalArgumentException e) {
            return ""; // nobody's name
        }
    }
}
