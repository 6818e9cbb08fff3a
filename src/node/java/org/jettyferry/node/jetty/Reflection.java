package org.jettyferry.node.jetty;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls methods by name and reads fields by type or name; only what says so looks at what is not public. A missing member
 * or a failed call becomes an {@link UnsupportedJettyException}.
 */
final class Reflection {
    private Reflection() {}

    static boolean has(Object target, String method, int arguments) {
        for (Method candidate : target.getClass().getMethods()) {
            if (candidate.getName().equals(method) && candidate.getParameterCount() == arguments) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Object call(Object target, String name, @Nullable Object... arguments) {
        return invoke(method(target, name, arguments), target, arguments);
    }

    /** Calls a getter that may return null and that some releases do not have. */
    static Optional<Object> get(Object target, String name) {
        return has(target, name, 0) ? Optional.ofNullable(call(target, name)) : Optional.empty();
    }

    /** Reads the first field whose type has this simple name; empty if there is no such field, or it is null. */
    static Optional<Object> field(Object target, String type) {
        for (Class<?> home = target.getClass(); home != null; home = home.getSuperclass()) {
            for (Field field : home.getDeclaredFields()) {
                if (field.getType().getSimpleName().equals(type)) {
                    return value(target, field);
                }
            }
        }
        return Optional.empty();
    }

    /** Reads the field of this name, of any visibility; empty if there is no such field, or it is null. */
    static Optional<Object> named(Object target, String name) {
        for (Class<?> home = target.getClass(); home != null; home = home.getSuperclass()) {
            for (Field field : home.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return value(target, field);
                }
            }
        }
        return Optional.empty();
    }

    /** Sets the field of this name, of any visibility. */
    static void set(Object target, String name, Object value) {
        for (Class<?> home = target.getClass(); home != null; home = home.getSuperclass()) {
            for (Field field : home.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    set(target, field, value);
                    return;
                }
            }
        }
        throw new UnsupportedJettyException(target.getClass().getName() + " has no field " + name, null);
    }

    private static void set(Object target, Field field, Object value) {
        try {
            field.setAccessible(true);
            field.set(target, value);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UnsupportedJettyException(field + " cannot be set", e);
        }
    }

    /** Returns whether an object is of a class with this simple name, or of a subclass. */
    static boolean isA(Object target, String type) {
        for (Class<?> home = target.getClass(); home != null; home = home.getSuperclass()) {
            if (home.getSimpleName().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Object> value(Object target, Field field) {
        try {
            field.setAccessible(true);
            return Optional.ofNullable(field.get(target));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UnsupportedJettyException(field + " cannot be read", e);
        }
    }

    static Method method(Object target, String name, @Nullable Object... arguments) {
        for (Method candidate : target.getClass().getMethods()) {
            if (candidate.getName().equals(name) && takes(candidate.getParameterTypes(), arguments)) {
                return candidate;
            }
        }
        throw new UnsupportedJettyException(target.getClass().getName() + " has no method " + name, null);
    }

    /** Finds a method of any visibility. */
    static Method anyMethod(Object target, String name, @Nullable Object... arguments) {
        return findMethod(target, name, arguments)
                .orElseThrow(() ->
                        new UnsupportedJettyException(target.getClass().getName() + " has no method " + name, null));
    }

    /** Finds a method of any visibility that some releases do not have. */
    static Optional<Method> findMethod(Object target, String name, @Nullable Object... arguments) {
        for (Class<?> home = target.getClass(); home != null; home = home.getSuperclass()) {
            for (Method candidate : home.getDeclaredMethods()) {
                if (candidate.getName().equals(name) && takes(candidate.getParameterTypes(), arguments)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Finds a public method of a class.
     *
     * @param parameters its exact types; none for the first method of this name
     */
    static Method named(String name, Class<?> home, Class<?>... parameters) {
        for (Method candidate : home.getMethods()) {
            if (candidate.getName().equals(name)
                    && (parameters.length == 0 || Arrays.equals(parameters, candidate.getParameterTypes()))) {
                candidate.setAccessible(true);
                return candidate;
            }
        }
        throw new UnsupportedJettyException(home.getName() + " has no method " + name, null);
    }

    static Class<?> type(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new UnsupportedJettyException("no class " + name, e);
        }
    }

    static Object make(Class<?> type, Object... arguments) {
        for (Constructor<?> candidate : type.getConstructors()) {
            if (takes(candidate.getParameterTypes(), arguments)) {
                try {
                    return candidate.newInstance(arguments);
                } catch (ReflectiveOperationException e) {
                    throw new UnsupportedJettyException(type.getName() + " cannot be made", e);
                }
            }
        }
        throw new UnsupportedJettyException(type.getName() + " has no such constructor", null);
    }

    static @Nullable Object invoke(Method method, Object target, @Nullable Object... arguments) {
        try {
            method.setAccessible(true); // a public method of a class that is not public
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new UnsupportedJettyException(method + " failed", e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UnsupportedJettyException(method + " cannot be called", e);
        }
    }

    private static boolean takes(Class<?>[] types, @Nullable Object[] arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            Object argument = arguments[i];
            boolean fits = types[i].isPrimitive()
                    ? (types[i] == boolean.class && argument instanceof Boolean)
                            || (types[i] == long.class && argument instanceof Long)
                    : argument == null || types[i].isInstance(argument);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
