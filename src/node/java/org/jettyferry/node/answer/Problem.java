package org.jettyferry.node.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error answer: an HTML page for browsers, a problem document (RFC 9457) for programs. Immutable. */
public final class Problem {
    private final int status;
    private final String title;
    private final String detail;
    private final String member;
    private final String value;
    private final String link;

    /**
     * Makes a problem without a link.
     *
     * @param status the HTTP status
     * @param title the kind of problem in a few words
     * @param detail this problem in a sentence
     * @param member the name of one more member of the document
     * @param value the value of that member, and the last line of the page
     */
    public Problem(int status, String title, String detail, String member, String value) {
        this(status, title, detail, member, value, "");
    }

    private Problem(int status, String title, String detail, String member, String value, String link) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.member = member;
        this.value = value;
        this.link = link;
    }

    /** Returns the same problem with a link; the address must come from the operator, never from a client. */
    public Problem linkedTo(String address) {
        return new Problem(status, title, detail, member, value, address);
    }

    /** Answers a request with this problem. The caller sets Retry-After before, if the client should come back. */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean forPeople = wantsPage(request.getHeader("Accept"));
        byte[] body = (forPeople ? page(request, response) : document()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.addHeader("Vary", "Accept"); // keeps what other filters have set
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(forPeople ? "text/html;charset=utf-8" : "application/problem+json");
        response.setContentLength(body.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(body);
        }
    }

    /** Returns whether to send a page: browsers accept HTML first for a page, and rarely for a script's request. */
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
        if (!link.isEmpty()) {
            document.put("location", link);
        }
        return Json.of(document);
    }

    /** Returns the page, and sets the headers that only a page has. */
    private String page(HttpServletRequest request, HttpServletResponse response) {
        String seconds = seconds(response);
        // only GET is safe to repeat
        boolean again = !seconds.isEmpty() && "GET".equals(request.getMethod());
        SitePage own = SitePages.of(request, status);
        response.setHeader("Content-Security-Policy", own == null ? PageStyle.POLICY : SitePage.POLICY);
        if (own == null) {
            return builtIn(again ? seconds : "");
        }
        if (again) {
            response.setHeader("Refresh", seconds);
        }
        return own.filled(values(seconds));
    }

    private Map<String, String> values(String seconds) {
        Map<String, String> values = new HashMap<>();
        values.put("title", title);
        values.put("detail", detail);
        values.put("code", value);
        values.put("link", link);
        values.put("retryAfter", seconds);
        return values;
    }

    /** Returns the seconds in Retry-After; empty if there are none. */
    private static String seconds(HttpServletResponse response) {
        String seconds = response.getHeader("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,5}") ? seconds : "";
    }

    /** @param again the seconds after which the page comes back by itself; empty if it does not */
    private String builtIn(String again) {
        String address = Html.text(link);
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + (again.isEmpty() ? "" : "<meta http-equiv=\"refresh\" content=\"" + again + "\">") + "<title>"
                + Html.text(title) + "</title><style>" + PageStyle.RULES + "</style></head>\n"
                + "<body class=\"note\"><main><h1>" + Html.text(title) + "</h1>\n<p>" + Html.text(detail) + "</p>\n"
                + (link.isEmpty() ? "" : "<p><a href=\"" + address + "\">" + address + "</a></p>\n")
                + (again.isEmpty() ? "" : "<p>" + comesBack(again) + "</p>\n") + "<p class=\"quiet\"><b>"
                + Html.text(value) + "</b></p></main></body></html>\n";
    }

    private static String comesBack(String seconds) {
        return "This page tries again by itself in " + (seconds.equals("1") ? "a second." : seconds + " seconds.");
    }
}
