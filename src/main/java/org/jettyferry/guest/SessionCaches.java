package org.jettyferry.guest;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Finds out how Jetty caches sessions. Jetty's classes differ by release, and the guest is compiled against none. */
final class SessionCaches {
    /** In 9.4 to 11, and from 12 on. */
    private static final List<String> FACTORIES = List.of(
            "org.eclipse.jetty.server.session.SessionCacheFactory", "org.eclipse.jetty.session.SessionCacheFactory");

    private SessionCaches() {}

    /** Returns the server's session cache factory; empty if the server has none. */
    static Optional<Object> factory(Object server) {
        for (String name : FACTORIES) {
            Optional<Object> bean = bean(server, name);
            if (bean.isPresent()) {
                return bean;
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> bean(Object server, String type) {
        try {
            Class<?> factory = Class.forName(type, false, server.getClass().getClassLoader());
            return Optional.ofNullable(
                    server.getClass().getMethod("getBean", Class.class).invoke(server, factory));
        } catch (ClassNotFoundException e) {
            return Optional.empty(); // it is of another line of Jetty
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Jetty Ferry: this server does not show its session cache.", e);
        }
    }

    /**
     * Makes Jetty save a session before its answer reaches the user: the next request may come to another node. Releases
     * that do not have the property, up to 9.4.8 at least, do so anyway.
     */
    static void saveBeforeTheAnswer(Object factory) {
        try {
            for (Method method : factory.getClass().getMethods()) {
                if (method.getName().equals("setFlushOnResponseCommit")) {
                    method.invoke(factory, true);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Jetty Ferry: this session cache cannot be set to save at once.", e);
        }
    }
}
