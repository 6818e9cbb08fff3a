package org.jettyferry.node.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that says why there is no other: a page for people, a problem document for programs. Immutable. */
public final class Problem {
    private final int status;
    private final String title;
    private final String detail;
    private final String member;
    private final String value;

    /**
     * Makes one.
     *
     * @param status of HTTP
     * @param title the kind of problem in a few words
     * @param detail this problem in a sentence
     * @param member the name of what the document says besides
     * @param value what it says there; the page's last line
     */
    public Problem(int status, String title, String detail, String member, String value) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.member = member;
        this.value = value;
    }

    /** Answers a request with it. When to come back is the caller's to tell. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean page = wantsPage(request.getHeader("Accept"));
        byte[] body = (page ? page() : document()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.addHeader("Vary", "Accept"); // beside what others may have said
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (page) {
            response.setHeader("Content-Security-Policy", "default-src 'none'");
        }
        response.setContentType(page ? "text/html;charset=utf-8" : "application/problem+json");
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

    private String document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        document.put(member, value);
        return Json.of(document);
    }

    private String page() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + Html.text(title)
                + "</title></head>\n<body><h1>" + Html.text(title) + "</h1>\n<p>" + Html.text(detail) + "</p>\n<p><b>"
                + Html.text(value) + "</b></p></body></html>\n";
    }
}
