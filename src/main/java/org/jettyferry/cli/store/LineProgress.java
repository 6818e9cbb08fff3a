package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jettyferry.store.journal.Run;

/**
 * Prints plain lines for a log: one per 10 percent, and one per 5 seconds of a slow step, so that a run of hours stays
 * readable. Used by one thread at a time; {@link ElapsedProgress} synchronizes it.
 */
final class LineProgress implements Progress {
    private static final long SECOND = 1_000_000_000;

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private Optional<Rate> rate = Optional.empty();
    private long shownAt;
    private long shownTenths;

    LineProgress(PrintWriter err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
    }

    @Override
    public void note(String sentence) {
        say(sentence);
    }

    @Override
    public void step(Run.Step step, String what) {
        rate = Optional.empty();
        say(what);
    }

    @Override
    public void progress(long done, long total) {
        long now = nanoTime.getAsLong();
        long tenths = total == 0 ? 0 : done * 10 / total;
        if (rate.isEmpty()) {
            rate = Optional.of(new Rate(done, now));
            shownAt = now;
            shownTenths = tenths;
            return;
        }
        long since = now - shownAt;
        if (since >= 5 * SECOND || (since >= SECOND && tenths > shownTenths)) {
            shownAt = now;
            shownTenths = tenths;
            say("  " + rate.get().sentence(done, total, now));
        }
    }

    @Override
    public void close() {
        err.flush();
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }
}
