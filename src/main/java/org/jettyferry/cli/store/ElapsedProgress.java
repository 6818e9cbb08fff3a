package org.jettyferry.cli.store;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.store.journal.Run;

/**
 * Says from time to time that a step is still at work where no row is counted: one statement sorts, indexes or verifies a
 * whole table, and silence for minutes looks like a program that hangs. Thread-safe.
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
     * Around another progress.
     *
     * @param seconds between two signs of life
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
        quiet();
        inner.step(step, what);
        long begin = System.nanoTime();
        ticking = Optional.of(clock.scheduleAtFixedRate(() -> tick(what, begin), seconds, seconds, TimeUnit.SECONDS));
    }

    private synchronized void tick(String what, long begin) {
        if (ticking.isPresent()) {
            inner.note("  " + what + ": at work for " + Formats.duration((System.nanoTime() - begin) / 1_000_000));
        }
    }

    /** Rows that are counted are sign enough. */
    @Override
    public synchronized void progress(long done, long total) {
        quiet();
        inner.progress(done, total);
    }

    @Override
    public synchronized void close() {
        quiet();
        clock.shutdownNow();
        inner.close();
    }

    private void quiet() {
        ticking.ifPresent(tick -> tick.cancel(false));
        ticking = Optional.empty();
    }
}
