package org.jettyferry.node.routing;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps an asynchronous request in flight until the container says that it is complete. */
final class Landing implements AsyncListener {
    private final Flights flights;
    private final Known context;
    private final AtomicBoolean landed = new AtomicBoolean();

    private Landing(Flights flights, Known context) {
        this.flights = flights;
        this.context = context;
    }

    static void await(HttpServletRequest request, Flights flights, Known context) {
        Landing landing = new Landing(flights, context);
        flights.attach(context);
        try {
            request.getAsyncContext().addListener(landing);
        } catch (IllegalStateException completeAlready) {
            landing.land();
        }
    }

    private void land() {
        if (landed.compareAndSet(false, true)) {
            flights.detach(context);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        land();
    }

    /** A request that was dispatched back may go asynchronous again, and then forgets its listeners. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // complete follows
    }

    @Override
    public void onError(AsyncEvent event) {
        // complete follows
    }
}
