package org.jettyferry.node.ticket;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jettyferry.node.registry.SpareConnection;

/**
 * Two threads, with a connection to the registry each, that requests with tickets wait for: a short time, and only as
 * many requests as fit into a short queue. The threads end when nobody needs them. Thread-safe.
 */
final class Clerks {
    private static final Logger LOG = Logger.getLogger(Clerks.class.getName());
    private static final int THREADS = 2;
    private static final int QUEUE = 32;
    private static final long WAIT_MILLIS = 250;
    private static final long FIRST_WAIT_MILLIS = 1500; // a connection has to be opened
    private static final long IDLE_SECONDS = 30;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final BlockingQueue<SpareConnection> connections = new ArrayBlockingQueue<>(THREADS);
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - QUIET_NANOS);
    private final Supplier<SpareConnection> newConnection;
    private final ThreadPoolExecutor threads;
    private int made;
    private volatile boolean answered;

    Clerks(Supplier<SpareConnection> newConnection) {
        this.newConnection = newConnection;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), Clerks::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ferry-tickets");
        thread.setDaemon(true);
        thread.setContextClassLoader(Clerks.class.getClassLoader());
        return thread;
    }

    /** Returns what the work returns; empty if it fails or takes too long. */
    <T> Optional<T> ask(String what, SpareConnection.Work<T> work) {
        try {
            Future<T> answer = threads.submit(() -> work(work));
            Optional<T> result =
                    Optional.of(answer.get(answered ? WAIT_MILLIS : FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS));
            answered = true;
            return result;
        } catch (TimeoutException e) {
            answered = true; // so that an unreachable registry costs the next ones less
            warn(what, "the registry has not answered in time");
        } catch (RejectedExecutionException e) {
            warn(what, "too many at a time");
        } catch (ExecutionException e) {
            warn(what, Reason.of(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Does some work later, or not at all. */
    void later(String what, SpareConnection.Work<Boolean> work) {
        try {
            threads.execute(() -> {
                try {
                    work(work);
                } catch (SQLException | InterruptedException | RuntimeException e) {
                    warn(what, Reason.of(e));
                }
            });
        } catch (RejectedExecutionException e) {
            warn(what, "too many at a time");
        }
    }

    private <T> T work(SpareConnection.Work<T> work) throws SQLException, InterruptedException {
        SpareConnection connection = connection();
        try {
            return connection.use(work);
        } finally {
            connections.add(connection);
        }
    }

    private SpareConnection connection() throws InterruptedException {
        SpareConnection free = connections.poll();
        if (free != null) {
            return free;
        }
        synchronized (this) {
            if (made < THREADS) {
                made++;
                return newConnection.get();
            }
        }
        return connections.take();
    }

    void close() {
        threads.shutdownNow();
    }

    private void warn(String what, String why) {
        long last = lastWarning.get();
        long now = System.nanoTime();
        if (now - last >= QUIET_NANOS && lastWarning.compareAndSet(last, now)) {
            LOG.log(
                    Level.WARNING,
                    "{0} ({1}), so users log in again; the next such warning comes in a minute" + " at the earliest",
                    new Object[] {what, why});
        }
    }
}
