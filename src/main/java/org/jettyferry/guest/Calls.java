package org.jettyferry.guest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Proxies of JDBC's interfaces, which have too many methods to write them out, and grow with each Java: a method that is
 * of no interest here goes to the vendor's object.
 */
final class Calls {
    private Calls() {}

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Calls.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Calls the method, and throws what it throws. */
    static @Nullable Object pass(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Returns whether the method is one of {@code Object}'s, which a proxy answers for itself. */
    static boolean isOwn(Method method) {
        return method.getDeclaringClass() == Object.class;
    }

    /** Answers {@code equals}, {@code hashCode} and {@code toString} for a proxy. */
    static Object own(Object proxy, Method method, Object @Nullable [] arguments, String name) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> name;
        };
    }
}
