package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jettyferry.store.journal.Run;

/** A bar on a terminal, with rows per second and the time left. Thread-safe: whoever interrupts the work closes it. */
final class BarProgress implements Progress {
    private final PrintWriter err;
    private final BarLine line;
    private Optional<ProgressBar> bar = Optional.empty();
    private boolean closed;

    BarProgress(PrintWriter err) {
        this.err = err;
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
        if (bar.isEmpty()) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(" ")
                    .setInitialMax(total)
                    .startsFrom(done, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" rows", 1)
                    .setSpeedUnit(ChronoUnit.SECONDS)
                    .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
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

    private void endBar() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
        line.close(); // progressbar 0.10.2 does not do so where it had no time to draw for a second time
    }
}
