package org.jettyferry.cli.store;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.store.journal.Run;

/**
 * Reports at intervals that a step still works where it counts no rows. A single statement may sort, index or verify a
 * whole table, and minutes of silence would look like a hang. Thread-safe: the run, a clock and the shutdown hook call
 * it.
 */
final class ElapsedProgress implements Progress {
    private final Progress inner;
    private final long seconds;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ferry-elapsed");
        thread.setDaemon(true);
        return thread;
    });
    private Optional<ScheduledFuture<?>> ticking = Optional.empty();

    /**
     * Wraps another progress.
     *
     * @param seconds between two messages
     */
    ElapsedProgress(Progress inner, long seconds) {
        this.inner = inner;
        this.seconds = seconds;
    }

    @Override
    public synchronized void note(String sentence) {
        inner.note(sentence);
    }

    @Override
    public synchronized void step(Run.Step step, String what) {
        stopClock();
        inner.step(step, what);
        long begin = System.nanoTime();
        ticking = Optional.of(clock.scheduleAtFixedRate(() -> tick(what, begin), seconds, seconds, TimeUnit.SECONDS));
    }

    private synchronized void tick(String what, long begin) {
        if (ticking.isPresent()) {
            long millis = (System.nanoTime() - begin) / 1_000_000;
            inner.note("  " + what + ": still running after " + Formats.duration(millis));
        }
    }

    /** Stops the clock: counted rows show that the step works. */
    @Override
    public synchronized void progress(long done, long total) {
        stopClock();
        inner.progress(done, total);
    }

    @Override
    public synchronized void close() {
        stopClock();
        clock.shutdownNow();
        inner.close();
    }

    private void stopClock() {
        ticking.ifPresent(tick -> tick.cancel(false));
        ticking = Optional.empty();
    }
}
