package org.jettyferry.node.status;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers below {@code /ferry/} of each web application: {@code ready}, and while {@code statusToken} is set {@code status},
 * {@code metrics} and {@code contexts/<name>}. Thread-safe.
 */
public final class StatusPages {
    static final String JSON = "application/json";

    private static final String ROOT = "/ferry/";
    private static final String CONTEXTS = "contexts";
    private static final String READY = "ready";

    private final NodeStatus status;
    private final ContextPage contexts;
    private final ReadyPage ready;

    /** Makes the pages of one node. */
    public StatusPages(NodeStatus status) {
        this.status = status;
        this.contexts = new ContextPage(status);
        this.ready = new ReadyPage(status);
    }

    /** Answers callers that wait for a look-up; call it each time after names were looked up. */
    public void lookedUp() {
        contexts.lookedUp();
    }

    /**
     * Answers a request if it is for one of these pages; call it for each request, before anything else.
     *
     * @return whether the request is answered, or will be; if not, it is untouched
     */
    public boolean answers(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String page = page(request);
        if (page.equals(READY)) {
            ready.answer(request, response);
            return true;
        }
        String token = status.token();
        if (token.isEmpty() || !isPage(page)) {
            return false;
        }
        answer(request, response, page, token);
        return true;
    }

    /** Returns whether a request is for one of these pages; it looks at the address alone. */
    public boolean answersTo(HttpServletRequest request) {
        String page = page(request);
        return page.equals(READY) || (isPage(page) && !status.token().isEmpty());
    }

    /** Returns what follows {@code /ferry/} in the address; empty if it is another one. */
    private static String page(HttpServletRequest request) {
        String uri = request.getRequestURI();
        int start = request.getContextPath().length();
        boolean below = uri != null && uri.startsWith(ROOT, start); // a CONNECT may have no URI
        return below ? uri.substring(start + ROOT.length()) : "";
    }

    private static boolean isPage(String page) {
        return isContexts(page) || page.equals("status") || page.equals("metrics");
    }

    private static boolean isContexts(String page) {
        return page.equals(CONTEXTS) || page.startsWith(CONTEXTS + "/");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, String page, String token)
            throws IOException {
        if (!StatusToken.isShown(request.getHeader("Authorization"), token)) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"ferry\", charset=\"UTF-8\"");
            response.addHeader("WWW-Authenticate", "Bearer realm=\"ferry\"");
            send(
                    response,
                    401,
                    "text/plain",
                    "a token is needed: Authorization: Bearer <statusToken>, or any user with it as the password\n");
        } else if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            send(response, 405, "text/plain", "only GET\n");
        } else if (isContexts(page)) {
            contexts.answer(request, response, name(page, request.getQueryString()));
        } else {
            page(request, response, page);
        }
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

    /** Returns the name in the path, or else in a parameter, because Jetty refuses encoded slashes in a path. */
    private static String name(String page, @Nullable String query) {
        String inPath = page.length() > CONTEXTS.length() ? page.substring(CONTEXTS.length() + 1) : "";
        return inPath.isEmpty() ? parameter(query, "name") : decoded(inPath.replace("+", "%2B"));
    }

    /** Reads a parameter of the query; the container would decode it by its own settings, and might read a body. */
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
            return ""; // no context has this name
        }
    }
}
