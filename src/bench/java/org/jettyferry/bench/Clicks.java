package org.jettyferry.bench;

import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jettyferry.blob.JettyLine;

/** A user of a guest, who loads and saves one session without end, as Jetty 12.1 does. */
final class Clicks {
    private static final long PAUSE_MILLIS = 5;

    /**
     * How long loads and saves took.
     *
     * @param count how many there were
     * @param failed how many failed
     * @param longestMillis how long the longest took
     */
    record Waits(long count, long failed, long longestMillis) {
        static final Waits NONE = new Waits(0, 0, 0);

        Waits and(Waits other) {
            return new Waits(count + other.count, failed + other.failed, Math.max(longestMillis, other.longestMillis));
        }
    }

    private final SessionCalls calls;
    private final String id;
    private final CompletableFuture<Waits> waits = new CompletableFuture<>();
    private volatile boolean over;

    private Clicks(Connection connection, String id) {
        this.calls = new SessionCalls(connection);
        this.id = id;
    }

    static Clicks begin(Connection guest, String id) {
        Clicks clicks = new Clicks(guest, id);
        clicks.waits.completeAsync(clicks::run, task -> new Thread(task, "user").start());
        return clicks;
    }

    Waits end() {
        over = true;
        return waits.join();
    }

    private Waits run() {
        Waits all = Waits.NONE;
        while (!over) {
            long begin = System.nanoTime();
            boolean failed = !click();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            all = all.and(new Waits(1, failed ? 1 : 0, millis));
            rest();
        }
        return all;
    }

    private boolean click() {
        try {
            Map<String, Object> attributes = new HashMap<>(JettyLine.JETTY_12_1.read(calls.load(id)));
            attributes.put("click", System.nanoTime());
            return calls.save(id, System.currentTimeMillis(), JettyLine.JETTY_12_1.write(attributes)) == 1;
        } catch (Exception e) {
            return false;
        }
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
