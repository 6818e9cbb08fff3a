package org.jettyferry.node.guard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Answers everything with 503 and the remedy, in place of a web application that must not touch the session tables. */
public final class GuardFilter implements Filter {
    private static final String SENTENCE = "sentence";
    private static final String REMEDY = "remedy";
    private static final String RETRY_AFTER = "retryAfter";

    private String sentence = "";
    private String remedy = "";
    private String retryAfter = "";

    /**
     * Gives the init-params that such a filter needs.
     *
     * @param verdict what is wrong
     * @param retryAfter seconds after which clients may ask again
     */
    public static Map<String, String> parameters(Verdict verdict, String retryAfter) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(SENTENCE, verdict.sentence());
        parameters.put(REMEDY, verdict.remedy());
        parameters.put(RETRY_AFTER, retryAfter);
        return parameters;
    }

    @Override
    public void init(FilterConfig config) {
        sentence = config.getInitParameter(SENTENCE);
        remedy = config.getInitParameter(REMEDY);
        retryAfter = config.getInitParameter(RETRY_AFTER);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        HttpServletResponse answer = (HttpServletResponse) response;
        String accept = ((HttpServletRequest) request).getHeader("Accept");
        boolean html = accept != null && accept.contains("text/html");
        byte[] body = (html ? html() : json()).getBytes(StandardCharsets.UTF_8);
        answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        answer.setHeader("Retry-After", retryAfter);
        answer.setHeader("Cache-Control", "no-store");
        answer.setHeader("Vary", "Accept");
        answer.setContentType(html ? "text/html;charset=utf-8" : "application/problem+json");
        answer.setContentLength(body.length);
        answer.getOutputStream().write(body);
    }

    @Override
    public void destroy() {}

    private String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not in service</title></head>\n"
                + "<body><h1>This node is not in service</h1>\n<p>" + text(sentence) + "</p>\n<p><b>" + text(remedy)
                + "</b></p></body></html>\n";
    }

    private String json() {
        return "{\"type\":\"about:blank\",\"title\":\"This node is not in service\",\"status\":503,\"detail\":"
                + quoted(sentence) + ",\"remedy\":" + quoted(remedy) + "}\n";
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String quoted(String plain) {
        return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
