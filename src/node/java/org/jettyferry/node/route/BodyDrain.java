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
 * Reads on behind an answer that did not wait for the request's body: a connection that is closed with bytes unread is
 * reset, and the reset can overtake the answer, so that the client or a balancer sees an error instead.
 *
 * <p>It holds no thread. A client that sends one byte and waits would else take one of the container's threads for as long
 * as it likes, and a few hundred of them all. So the container calls when something has come, and the time, the bytes and
 * the number of such connections are bounded. Where the request may not become asynchronous, only what has come already is
 * read. The answer is complete before: what is asynchronous here never goes on into the web application.
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

    /** Begins with it, and returns at once. The answer must have been written. */
    static void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int length = request.getContentLength();
        if (length < 0 || length > MOST_BYTES || request.getHeader("Expect") != null) {
            return; // a client that waits for leave to send never gets it: only reading would give it
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
            return; // the client has stopped, as it may
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
        end(); // the client has stopped, as it may
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
        // nobody does
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            AT_ONCE.decrementAndGet();
            async.complete();
        }
    }
}
