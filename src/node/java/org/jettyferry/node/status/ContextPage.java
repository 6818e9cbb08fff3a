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
import org.jettyferry.node.routing.Standing;
import org.jettyferry.node.view.Schema;

/**
 * Answers whether a context lives on this node's own server. Who asks for a name that is not known yet is answered when the
 * poller has looked it up, without holding a thread meanwhile, or told after two seconds to ask again.
 */
final class ContextPage {
    private static final Logger LOG = Logger.getLogger(ContextPage.class.getName());
    private static final long PATIENCE_MILLIS = 2000;
    private static final int MOST_WAITING = 100;

    private final NodeStatus status;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();

    ContextPage(NodeStatus status) {
        this.status = status;
    }

    void answer(HttpServletRequest request, HttpServletResponse response, String name) throws IOException {
        boolean hopeful = status.standing(name) == Standing.PENDING && status.isRegistryReachable();
        if (!hopeful || !request.isAsyncSupported() || waitingCount.get() >= MOST_WAITING) {
            write(response, name);
            return;
        }
        Waiting caller = new Waiting(request.startAsync(), name);
        waitingCount.incrementAndGet();
        waiting.add(caller);
        caller.begin();
        lookedUp(); // it may have been while we were at it
    }

    /** Names were looked up: whoever waits for one of them gets the answer, on a thread of the container. */
    void lookedUp() {
        for (Waiting caller : waiting) {
            if (status.standing(caller.name) != Standing.PENDING) {
                caller.end();
            }
        }
    }

    private void write(HttpServletResponse response, String name) throws IOException {
        Standing standing = status.standing(name);
        Schema schema = status.schemaOf(name);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("context", name);
        if (standing == Standing.PENDING) {
            boolean hopeful = status.isRegistryReachable();
            response.setHeader("Retry-After", hopeful ? "1" : "10");
            answer.put("pending", true);
            StatusPages.send(response, hopeful ? 202 : 503, StatusPages.JSON, Json.of(answer));
            return;
        }
        answer.put("existsInServer", status.livesHere(name));
        if (schema != null) {
            answer.put("enabled", standing != Standing.DISABLED);
            answer.put("schema", schema.name());
            answer.put("server", schema.server() == null ? "" : schema.server());
        }
        answer.put("thisServer", status.getServerName());
        answer.put("registryVersion", status.getViewVersion());
        StatusPages.send(response, standing == Standing.UNKNOWN ? 404 : 200, StatusPages.JSON, Json.of(answer));
    }

    /** Somebody who has asked for a name that is being looked up. */
    private final class Waiting implements AsyncListener {
        final String name;
        private final AsyncContext async;
        private final AtomicBoolean answered = new AtomicBoolean();

        Waiting(AsyncContext async, String name) {
            this.async = async;
            this.name = name;
        }

        void begin() {
            async.setTimeout(PATIENCE_MILLIS);
            async.addListener(this);
        }

        /** Called by the poller's thread, which must not wait for a slow reader. */
        void end() {
            if (leave()) {
                try {
                    async.start(this::reply);
                } catch (IllegalStateException e) {
                    LOG.log(Level.FINE, "whoever asked is gone", e);
                }
            }
        }

        private void reply() {
            try {
                write((HttpServletResponse) async.getResponse(), name);
            } catch (IOException e) {
                LOG.log(Level.FINE, "whoever asked is gone", e);
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
            // nobody does
        }
    }
}
