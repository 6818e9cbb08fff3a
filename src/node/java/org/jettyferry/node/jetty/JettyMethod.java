package org.jettyferry.node.jetty;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A method of Jetty, of any visibility, that is called for many objects of one class: it is looked up only once.
 * Thread-safe.
 */
final class JettyMethod {
    private final String name;
    private volatile @Nullable Method found;

    JettyMethod(String name) {
        this.name = name;
    }

    /** @throws UnsupportedJettyException if there is no such method, or it fails */
    @Nullable
    Object on(Object target, @Nullable Object... arguments) {
        Method method = found;
        if (method == null || !method.getDeclaringClass().isInstance(target)) {
            method = Reflection.anyMethod(target, name, arguments);
            found = method;
        }
        return Reflection.invoke(method, target, arguments);
    }

    /** Calls a method that returns a number. */
    long number(Object target) {
        Object number = on(target);
        if (number instanceof Number) {
            return ((Number) number).longValue();
        }
        throw new UnsupportedJettyException(name + " of " + target.getClass().getName() + " is not a number", null);
    }

    /** Calls a method that returns yes or no. */
    boolean is(Object target) {
        return Boolean.TRUE.equals(on(target));
    }
}
