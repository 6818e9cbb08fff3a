package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jettyferry.store.journal.Run;

/** A bar on a terminal, with rows per second and the time left. Thread-safe: whoever interrupts the work closes it. */
final class BarProgress implements Progress {
    private final PrintWriter err;
    private final BarLine line;
    private Optional<ProgressBar> bar = Optional.empty();
    private final LongSupplier nanoTime;
    private Optional<Rate> rate = Optional.empty();
    private boolean closed;

    /** Read by the thread that draws, which must never wait for one that closes the bar and waits for it. */
    private volatile String rows = "";

    BarProgress(PrintWriter err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.line = new BarLine(err);
    }

    @Override
    public synchronized void note(String sentence) {
        endBar();
        err.println(sentence);
        err.flush();
    }

    @Override
    public void step(Run.Step step, String what) {
        note(what);
    }

    @Override
    public synchronized void progress(long done, long total) {
        if (closed) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (rate.isEmpty()) {
            rate = Optional.of(new Rate(done, now));
        }
        rows = rate.get().behindBar(done, total, now);
        if (bar.isEmpty()) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(" ")
                    .setInitialMax(total)
                    .startsFrom(done, Duration.ZERO)
                    .setRenderer((state, width) -> line(state.getNormalizedProgress(), rows, width))
                    .setConsumer(line)
                    .setUpdateIntervalMillis(500)
                    .build());
        }
        bar.get().stepTo(done);
    }

    @Override
    public synchronized void close() {
        closed = true;
        endBar();
    }

    /** The library's own line tells no time and no speed before a second has passed. */
    private static String line(double part, String rows, int width) {
        String percent = String.format(Locale.ROOT, "%3d%% [", (int) (part * 100));
        int room = Math.max(3, width - percent.length() - rows.length() - 2);
        int drawn = (int) (room * part);
        return percent + "=".repeat(drawn) + " ".repeat(room - drawn) + "] " + rows;
    }

    private void endBar() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
        rate = Optional.empty();
        line.close(); // progressbar 0.10.2 does not do so where it had no time to draw for a second time
    }
}
