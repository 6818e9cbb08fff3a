package org.jettyferry.rolling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jettyferry.testkit.Await;
import org.jettyferry.testkit.servers.TestDatabase;

/**
 * Measures how long nodes take to apply a change. One thread sees when a change of the registry is committed, and one
 * for each node sees when its answers change. Measured, not asserted.
 */
final class Propagation implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 5;

    private final ConcurrentMap<Long, Long> committed = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Long> told = new ConcurrentHashMap<>();
    private final ConcurrentMap<URI, Seen> seen = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final int nodes;
    private final Connection connection;
    private volatile boolean running = true;

    /** A status, and since when a node answers with it. */
    private record Seen(int status, long since) {}

    /** A probe that a thread repeats. */
    private interface Look {
        void once() throws IOException, InterruptedException, SQLException;
    }

    Propagation(TestDatabase registry, Collection<URI> pages) throws SQLException {
        nodes = pages.size();
        connection = registry.connect();
        PreparedStatement version = connection.prepareStatement("select version from ferry_registry where id = 1");
        PreparedStatement least = connection.prepareStatement("select min(registry_version) from ferry_node");
        again(() -> {
            note(version, committed);
            note(least, told);
        });
        for (URI page : pages) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(page).build();
            again(() -> {
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                long now = System.nanoTime();
                seen.merge(page, new Seen(status, now), (old, next) -> old.status == status ? old : next);
            });
        }
    }

    /** Waits until every node answers with a status; tells how long that was after the change was committed. */
    Duration until(int status) throws Exception {
        Await.eventually(
                "every node answers " + status, () -> !committed.isEmpty() && seen.size() == nodes && all(status));
        return last();
    }

    /** Waits until the registry shows that every node has applied the last change; for one that no answer shows. */
    Duration untilTold() throws Exception {
        Await.eventually(
                "every node has applied the last change", () -> committed.size() > 1 && told.containsKey(version()));
        return Duration.ofNanos(told.get(version()) - committed.get(version()));
    }

    private long version() {
        return committed.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private static void note(PreparedStatement version, ConcurrentMap<Long, Long> times) throws SQLException {
        try (ResultSet row = version.executeQuery()) {
            row.next();
            times.putIfAbsent(row.getLong(1), System.nanoTime());
        }
    }

    private boolean all(int status) {
        return seen.values().stream().allMatch(one -> one.status == status);
    }

    /** Returns the time from the last commit in the registry to the last change of a node's answers. */
    private Duration last() {
        long change =
                committed.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        long applied = seen.values().stream().mapToLong(Seen::since).max().orElseThrow();
        return Duration.ofNanos(applied - change);
    }

    @Override
    public void close() throws InterruptedException, SQLException {
        running = false;
        for (Thread thread : threads) {
            thread.join();
        }
        connection.close();
    }

    private void again(Look look) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (running) {
                            look.once();
                            Thread.sleep(LOOK_EVERY_MILLIS);
                        }
                    } catch (IOException | SQLException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "propagation");
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }
}
