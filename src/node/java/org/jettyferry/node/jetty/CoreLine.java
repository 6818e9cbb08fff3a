package org.jettyferry.node.jetty;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.node.park.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 12, whose handlers take a request, a response and a callback, and are done when the callback is: a request
 * waits without further ado. Later a thread of the server calls the next handler as if the request had just arrived;
 * Jetty's own {@code QoSHandler} (12.0) does the same.
 */
final class CoreLine implements ParkingHandler.Line {
    private final Executor threads;
    private final Door door;
    private final CoreCalls calls;

    CoreLine(Object server, Door door) {
        this.threads = Reflection.get(server, "getThreadPool")
                .map(Executor.class::cast)
                .orElseThrow(() -> new UnsupportedJettyException("this server has no threads", null));
        this.door = door;
        this.calls = new CoreCalls(server.getClass().getClassLoader());
    }

    @Override
    public @Nullable Object handle(Object[] arguments, ParkingHandler.Next next) throws Throwable {
        return door.anyWaits() && park(arguments, next) ? (Object) true : next.handle(arguments);
    }

    private boolean park(Object[] arguments, ParkingHandler.Next next) {
        Object request = arguments[0];
        return door.park(
                () -> calls.decodedPath(request),
                (getter, values) -> calls.get(request, getter.getName(), values),
                new Held(arguments, next));
    }

    /** A request that waits. The first of these ends that: the lot lets it go, or Jetty says that it has failed. */
    private final class Held implements Waiting, Runnable {
        private final Object[] arguments;
        private final ParkingHandler.Next next;
        private final AtomicBoolean left = new AtomicBoolean();

        /** @param arguments request, response and callback */
        Held(Object[] arguments, ParkingHandler.Next next) {
            this.arguments = arguments;
            this.next = next;
        }

        @Override
        public void suspend(long millis, Runnable gone) {
            calls.onEnd(arguments[0], failure -> {
                if (left.compareAndSet(false, true)) {
                    gone.run();
                    calls.fail(arguments[2], failure);
                }
            });
        }

        @Override
        public void resume() {
            if (left.compareAndSet(false, true)) {
                try {
                    threads.execute(this);
                } catch (RuntimeException noThread) { // the server stops
                    calls.fail(arguments[2], noThread);
                }
            }
        }

        @Override
        public void noPlace() {
            calls.attribute(arguments[0], ATTRIBUTE, true);
        }

        @Override
        public void run() {
            try {
                calls.attribute(arguments[0], ATTRIBUTE, true);
                if (!Boolean.TRUE.equals(next.handle(arguments))) {
                    calls.notFound(arguments);
                }
            } catch (Throwable e) { // as Jetty does with what a handler throws
                calls.error(arguments, e);
            }
        }
    }
}
