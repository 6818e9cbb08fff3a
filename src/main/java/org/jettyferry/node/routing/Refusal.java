package org.jettyferry.node.routing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer that says why there is no other: a page for people, a problem document for programs. Immutable. */
final class Refusal {
    private final int status;
    private final String title;
    private final String code;
    private final String detail;

    private Refusal(int status, String title, String code, String detail) {
        this.status = status;
        this.title = title;
        this.code = code;
        this.detail = detail;
    }

    /** Why it is disabled is not told: the reason may be between the site and its customer. */
    static Refusal disabled() {
        return new Refusal(503, "Service Unavailable", "CTX-0007", "Updating database ... Try again later.");
    }

    static Refusal misdirected(String context, String server) {
        return new Refusal(
                421, "Misdirected Request", "CTX-0012", "The context " + context + " is located in server " + server);
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean page = wantsPage(request.getHeader("Accept"));
        byte[] body = (page ? page() : problem()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(page ? "text/html;charset=utf-8" : "application/problem+json");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (page) {
            response.setHeader("Content-Security-Policy", "default-src 'none'");
        }
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    /** Browsers name HTML first when a page is to be shown, and hardly ever when a script asks. */
    private static boolean wantsPage(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        int html = accept.indexOf("text/html");
        int json = accept.indexOf("json");
        return html >= 0 && (json < 0 || html < json);
    }

    private String problem() {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                + escaped(detail, false) + "\",\"code\":\"" + code + "\"}\n";
    }

    private String page() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title + "</title></head>\n"
                + "<body><h1>" + title + "</h1><p>" + escaped(detail, true) + "</p><p>" + code + "</p></body></html>\n";
    }

    /** Harmless within a page's text, or within a string of JSON. */
    private static String escaped(String text, boolean html) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && "<>&\"'\\".indexOf(c) < 0 && !Character.isSurrogate(c)) {
                escaped.append(c);
            } else if (html) {
                int point = text.codePointAt(i);
                escaped.append("&#").append(point).append(';');
                i += Character.charCount(point) - 1;
            } else {
                escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }
}
