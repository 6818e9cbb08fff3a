package org.jettyferry.node.status;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.answer.Json;
import org.jettyferry.node.decision.ContextState;
import org.jettyferry.node.registry.Schema;

/**
 * Answers whether a context lives on this node's server. For a name that is not known yet it answers when the poller
 * has looked it up, without holding a thread meanwhile; after two seconds it answers that the caller should try
 * again.
 */
final class ContextPage {
    private static final Logger LOG = Logger.getLogger(ContextPage.class.getName());
    private static final long TIMEOUT_MILLIS = 2000;
    private static final int MOST_WAITING = 100;

    private final NodeStatus status;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();

    ContextPage(NodeStatus status) {
        this.status = status;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, String name) throws IOException {
        boolean worthWaiting = status.state(name) == ContextState.PENDING && status.isRegistryReachable();
        if (!worthWaiting || !request.isAsyncSupported() || waitingCount.get() >= MOST_WAITING) {
            write(response, name);
            return;
        }
        Waiting caller = new Waiting(request.startAsync(), name);
        waitingCount.incrementAndGet();
        waiting.add(caller);
        caller.begin();
        lookedUp(); // the look-up may have ended before this caller was in the queue
    }

    /** Answers the callers whose names were looked up, on threads of the container. */
    void lookedUp() {
        for (Waiting caller : waiting) {
            if (status.state(caller.name) != ContextState.PENDING) {
                caller.end();
            }
        }
    }

    private void write(HttpServletResponse response, String name) throws IOException {
        ContextState state = status.state(name);
        Schema schema = status.schemaOf(name);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("context", name);
        if (state == ContextState.PENDING) {
            boolean reachable = status.isRegistryReachable();
            response.setHeader("Retry-After", reachable ? "1" : "10");
            answer.put("pending", true);
            StatusPages.send(response, reachable ? 202 : 503, StatusPages.JSON, Json.of(answer));
            return;
        }
        answer.put("existsInServer", status.livesHere(name));
        if (schema != null) {
            answer.put("enabled", state != ContextState.DISABLED);
            answer.put("schema", schema.name());
            answer.put("server", schema.server() == null ? "" : schema.server());
            if (schema.version() != null) {
                answer.put("schemaVersion", schema.version().toString());
                answer.put("versionFits", state != ContextState.WRONG_VERSION);
            }
        }
        answer.put("thisServer", status.getServerName());
        answer.put("registryVersion", status.getViewVersion());
        StatusPages.send(response, state == ContextState.UNKNOWN ? 404 : 200, StatusPages.JSON, Json.of(answer));
    }

    /** A caller that waits for the look-up of a name. The first call of {@link #leave} wins and answers. */
    private final class Waiting implements AsyncListener {
        final String name;
        private final AsyncContext async;
        private final AtomicBoolean answered = new AtomicBoolean();

        Waiting(AsyncContext async, String name) {
            this.async = async;
            this.name = name;
        }

        void begin() {
            async.setTimeout(TIMEOUT_MILLIS);
            async.addListener(this);
        }

        /** Answers on another thread: the poller calls this, and must not wait for a slow reader. */
        void end() {
            if (leave()) {
                try {
                    async.start(this::reply);
                } catch (IllegalStateException e) {
                    LOG.log(Level.FINE, "the caller is gone", e);
                }
            }
        }

        private void reply() {
            try {
                write((HttpServletResponse) async.getResponse(), name);
            } catch (IOException e) {
                LOG.log(Level.FINE, "the caller is gone", e);
            } finally {
                async.complete();
            }
        }

        private boolean leave() {
            boolean first = answered.compareAndSet(false, true);
            if (first) {
                waiting.remove(this);
                waitingCount.decrementAndGet();
            }
            return first;
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            if (leave()) {
                reply();
            }
        }

        @Override
        public void onError(AsyncEvent event) {
            if (leave()) {
                async.complete();
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            leave();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // no code starts asynchronous processing again
        }
    }
}
