package org.jettyferry.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says on which node, server and Jetty a request was answered, and how old its session is. */
final class Place {
    private Place() {}

    static Map<String, Object> of(HttpServletRequest request) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("node", setting("NODE_NAME"));
        place.put("server", setting("SERVER_NAME"));
        place.put("jetty", request.getServletContext().getServerInfo());
        HttpSession session = request.getSession(false);
        place.put("age", session == null ? 0 : (System.currentTimeMillis() - session.getCreationTime()) / 1000);
        return place;
    }

    static String setting(String name) {
        String environment = System.getenv(name);
        return System.getProperty(name, environment == null ? "(" + name + " is not set)" : environment);
    }
}
