package org.jettyferry.node.route;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads and discards the rest of a request body after the answer was written. TCP resets a connection that is closed
 * with unread bytes, and the reset can overtake the answer: the client or a balancer then sees an error instead.
 *
 * <p>It holds no thread. Otherwise a client that sends one byte and waits would occupy a container thread for as long
 * as it likes, and a few hundred such clients all threads. So the container calls back when bytes have arrived; time,
 * bytes and number of such connections are bounded. If the request does not support asynchronous processing, only
 * bytes that have arrived already are read. The answer is complete at that time, and the request never continues into
 * the web application.
 */
final class BodyDrain implements ReadListener, AsyncListener {
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int MOST_AT_ONCE = 200;
    private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final AtomicInteger AT_ONCE = new AtomicInteger();

    private final AsyncContext async;
    private final ServletInputStream body;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long bytes;

    private BodyDrain(AsyncContext async, ServletInputStream body) {
        this.async = async;
        this.body = body;
    }

    /** Starts draining and returns at once; the answer must have been written. */
    static void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int length = request.getContentLength();
        if (length < 0 || length > MOST_BYTES || request.getHeader("Expect") != null) {
            return; // a client that waits for 100 Continue sends nothing: only reading would send the 100
        }
        response.flushBuffer();
        if (!request.isAsyncSupported() || AT_ONCE.get() >= MOST_AT_ONCE) {
            readWhatHasCome(request);
            return;
        }
        AT_ONCE.incrementAndGet();
        AsyncContext async = request.startAsync();
        BodyDrain drain = new BodyDrain(async, request.getInputStream());
        async.setTimeout(LONGEST_MILLIS);
        async.addListener(drain);
        drain.body.setReadListener(drain);
    }

    private static void readWhatHasCome(HttpServletRequest request) {
        byte[] part = new byte[8192];
        try {
            InputStream body = request.getInputStream();
            int read = 0;
            for (int left = MOST_BYTES; left > 0 && read >= 0 && body.available() > 0; left -= read) {
                read = body.read(part, 0, Math.min(part.length, body.available()));
            }
        } catch (IOException e) {
            return; // the client has stopped sending
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] part = new byte[8192];
        while (!ended.get() && body.isReady()) {
            int read = body.read(part);
            bytes += Math.max(0, read);
            if (read < 0 || bytes > MOST_BYTES) {
                end();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    @Override
    public void onError(Throwable e) {
        end(); // the client has stopped sending
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (ended.compareAndSet(false, true)) {
            AT_ONCE.decrementAndGet();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // no code starts asynchronous processing again
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            AT_ONCE.decrementAndGet();
            async.complete();
        }
    }
}
