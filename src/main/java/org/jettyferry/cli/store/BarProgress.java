package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jettyferry.store.journal.Run;

/** A bar on a terminal, with rows per second and the time left. */
final class BarProgress implements Progress {
    private static final int WIDTH = 90;

    private final PrintWriter err;
    private Optional<ProgressBar> bar = Optional.empty();

    BarProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void note(String sentence) {
        close();
        err.println(sentence);
        err.flush();
    }

    @Override
    public void step(Run.Step step, String what) {
        note(what);
    }

    @Override
    public void progress(long done, long total) {
        if (bar.isEmpty()) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName(" ")
                    .setInitialMax(total)
                    .startsFrom(done, Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" rows", 1)
                    .setSpeedUnit(ChronoUnit.SECONDS)
                    .showSpeed()
                    .setMaxRenderedLength(WIDTH)
                    .setUpdateIntervalMillis(500)
                    .build());
        }
        bar.get().stepTo(done);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
