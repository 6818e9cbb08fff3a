package org.jettyferry.node.route;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jettyferry.node.contexts.CacheEntry;

/** Keeps an asynchronous request in flight until the container reports its completion. */
final class AsyncCompletion implements AsyncListener {
    private final InFlightRequests requests;
    private final CacheEntry context;
    private final AtomicBoolean ended = new AtomicBoolean();

    private AsyncCompletion(InFlightRequests requests, CacheEntry context) {
        this.requests = requests;
        this.context = context;
    }

    /** Counts the request on its context, and stops counting when it completes, even if that has happened already. */
    static void await(HttpServletRequest request, InFlightRequests requests, CacheEntry context) {
        AsyncCompletion completion = new AsyncCompletion(requests, context);
        requests.attach(context);
        try {
            request.getAsyncContext().addListener(completion);
        } catch (IllegalStateException completeAlready) {
            completion.end();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            requests.detach(context);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    /** Adds this listener again: a dispatched request may go asynchronous once more, which drops its listeners. */
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
