package org.jettyferry.cli.store;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.jettyferry.cli.output.Texts;
import org.jettyferry.store.journal.Run;

/** Plain lines for a log: few, so that a run of hours does not fill it. */
final class LineProgress implements Progress {
    private static final long SECOND = 1_000_000_000;

    private final PrintWriter err;
    private final LongSupplier nanoTime;
    private long begin;
    private long firstDone;
    private long shownAt;
    private long shownTenths;
    private boolean first = true;

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
        first = true;
        say(what);
    }

    @Override
    public void progress(long done, long total) {
        long now = nanoTime.getAsLong();
        long tenths = total == 0 ? 0 : done * 10 / total;
        if (first) {
            first = false;
            begin = now;
            firstDone = done;
            shownAt = now;
            shownTenths = tenths;
            return;
        }
        long since = now - shownAt;
        if (since >= 5 * SECOND || (since >= SECOND && tenths > shownTenths)) {
            shownAt = now;
            shownTenths = tenths;
            say("  " + line(done, total, now));
        }
    }

    @Override
    public void close() {
        err.flush();
    }

    private String line(long done, long total, long now) {
        double perSecond = (done - firstDone) / Math.max(1e-3, (now - begin) / (double) SECOND);
        String line = Texts.number(done) + " of " + Texts.number(total) + " rows";
        return perSecond < 1
                ? line
                : line + ", " + Texts.number(Math.round(perSecond)) + " rows/s, "
                        + Texts.duration(Math.round((total - done) / perSecond * 1000)) + " left";
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }
}
