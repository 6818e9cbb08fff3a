package org.jettyferry.node.jetty;

import java.util.function.Supplier;

/** Runs code of a web application, such as listeners in its sessions, with its class loader. */
final class WithLoader {
    private WithLoader() {}

    static <T> T call(ClassLoader loader, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
