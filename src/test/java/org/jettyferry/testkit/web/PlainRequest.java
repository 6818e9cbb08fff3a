package org.jettyferry.testkit.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request in memory: answers what the filter may ask, and throws at everything else, the body above all. */
public final class PlainRequest extends HttpServletRequestWrapper {
    private static final HttpServletRequest NOTHING = (HttpServletRequest) Proxy.newProxyInstance(
            PlainRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new TreeMap<>();
    private final String method;
    private final String uri;
    private final @Nullable String query;
    private String path;
    private String serverName = "old.example.com";
    private @Nullable String user;
    private @Nullable HttpSession session;
    private @Nullable ServletContext webapp;
    private DispatcherType dispatcher = DispatcherType.REQUEST;

    public PlainRequest(String method, String target) {
        super(NOTHING);
        int question = target.indexOf('?');
        this.method = method;
        this.uri = question < 0 ? target : target.substring(0, question);
        this.query = question < 0 ? null : target.substring(question + 1);
        this.path = uri;
    }

    public static PlainRequest get(String target) {
        return new PlainRequest("GET", target);
    }

    public PlainRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sets the Host header, with or without a port. */
    public PlainRequest host(String host) {
        serverName = host.replaceAll(":\\d+$", "");
        return header("Host", host);
    }

    /** The path as the container understands it. */
    public PlainRequest path(String understood) {
        path = understood;
        return this;
    }

    public PlainRequest user(String name) {
        user = name;
        return this;
    }

    public PlainRequest session(HttpSession existing) {
        session = existing;
        return this;
    }

    /** Sets the web application; a request has none by itself. */
    public PlainRequest webapp(ServletContext context) {
        webapp = context;
        return this;
    }

    public PlainRequest dispatcher(DispatcherType type) {
        dispatcher = type;
        return this;
    }

    @Override
    public @Nullable ServletContext getServletContext() {
        return webapp;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return dispatcher;
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public String getServletPath() {
        return path;
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public int getContentLength() {
        long length = Long.parseLong(headers.getOrDefault("Content-Length", "-1"));
        return length > Integer.MAX_VALUE ? -1 : (int) length; // as the servlet API has it
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getServerName() {
        return serverName;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getServerPort() {
        return 80;
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        String value = headers.get("Cookie");
        return value == null ? null : new Cookie[] {new Cookie("other", "x"), new Cookie("tenant", value)};
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
        if (create) {
            throw new UnsupportedOperationException("a session is made");
        }
        return session;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return user;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }
}
