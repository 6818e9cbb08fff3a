package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jettyferry.store.journal.Run;

/**
 * Draws a bar on one line of a terminal, with rows per second and the time left. Thread-safe: the shutdown hook closes
 * it while the run still works, and nothing may be drawn after that.
 */
final class BarProgress implements Progress {
    /** One less than the usual 80 columns: some terminals wrap after the last one. */
    private static final int WIDTH = 79;

    private static final long BETWEEN_DRAWINGS = 200_000_000;

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private Optional<Rate> rate = Optional.empty();
    private String bar = "";
    private String drawn = "";
    private long drawnAt;
    private boolean closed;

    BarProgress(PrintWriter err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
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
        bar = line(
                total == 0 ? 1 : Math.min(1, (double) done / total), rate.get().afterBar(done, total, now));
        if (drawn.isEmpty() || now - drawnAt >= BETWEEN_DRAWINGS) {
            drawnAt = now;
            draw();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        endBar();
    }

    private static String line(double part, String rows) {
        String percent = String.format(Locale.ROOT, "%3d%% [", (int) (part * 100));
        int room = Math.max(3, WIDTH - percent.length() - rows.length() - 2);
        int filled = (int) (room * part);
        return percent + "=".repeat(filled) + " ".repeat(room - filled) + "] " + rows;
    }

    private void draw() {
        err.print("\r" + bar + " ".repeat(Math.max(0, drawn.length() - bar.length())));
        err.flush();
        drawn = bar;
    }

    private void endBar() {
        if (!bar.equals(drawn)) {
            draw();
        }
        if (!drawn.isEmpty()) {
            err.println();
            err.flush();
        }
        rate = Optional.empty();
        bar = "";
        drawn = "";
    }
}
