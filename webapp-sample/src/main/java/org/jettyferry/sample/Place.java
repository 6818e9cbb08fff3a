package org.jettyferry.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the node, server and Jetty that answer a request, and the age of its session. */
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
