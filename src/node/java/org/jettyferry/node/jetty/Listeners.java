package org.jettyferry.node.jetty;

import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registers listeners for Jetty's own events, as proxies of its interfaces, which this code is not compiled against.
 */
final class Listeners {
    private static final String COMPONENT = "org.eclipse.jetty.util.component.";

    private Listeners() {}

    /** Runs an action at each start of a component, before any part of it starts. */
    static void onStarting(Object component, Runnable action) {
        Object listener = listener(component, COMPONENT + "LifeCycle$Listener", (event, of) -> {
            if ("lifeCycleStarting".equals(event)) {
                action.run();
            }
        });
        boolean old = Reflection.has(component, "addLifeCycleListener", 1); // up to 9.4
        Reflection.call(component, old ? "addLifeCycleListener" : "addEventListener", listener);
    }

    /** Passes on every object that is added to this component, or to a component within it at any depth. */
    static void onBean(Object component, Consumer<Object> action) {
        Object listener = listener(component, COMPONENT + "Container$InheritedListener", (event, bean) -> {
            if ("beanAdded".equals(event) && bean != null) {
                action.accept(bean);
            }
        });
        Reflection.call(component, "addEventListener", listener);
    }

    /** Makes a listener that passes on the name of each event and its last argument. */
    private static Object listener(Object component, String type, BiConsumer<String, @Nullable Object> action) {
        ClassLoader loader = component.getClass().getClassLoader();
        Class<?>[] types = {Reflection.type(loader, type)};
        return Proxy.newProxyInstance(loader, types, (self, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return asObject(self, method.getName(), arguments);
            }
            action.accept(method.getName(), arguments == null ? null : arguments[arguments.length - 1]);
            return null;
        });
    }

    private static Object asObject(Object self, String method, Object[] arguments) {
        if ("equals".equals(method)) {
            return self == arguments[0];
        }
        return "hashCode".equals(method) ? (Object) System.identityHashCode(self) : "Jetty Ferry";
    }
}
