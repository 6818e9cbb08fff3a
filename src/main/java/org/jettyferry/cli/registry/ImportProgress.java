package org.jettyferry.cli.registry;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.registry.ImportListener;

/**
 * Prints the progress of an import every few seconds, and each skipped line with its reason. The total is unknown,
 * because standard input cannot be counted in advance; so there is a rate, but no bar.
 */
final class ImportProgress implements ImportListener {
    private static final long SECOND = 1_000_000_000;
    private static final long EVERY = 5 * SECOND;

    private final PrintWriter err;
    private final PrintWriter notes;
    private final LongSupplier nanoTime;
    private final long begin;
    private long shownAt;

    /**
     * @param err for the lines that are skipped
     * @param notes for the progress
     */
    ImportProgress(PrintWriter err, PrintWriter notes, LongSupplier nanoTime) {
        this.err = err;
        this.notes = notes;
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.shownAt = begin;
    }

    @Override
    public void progress(long lines) {
        long now = nanoTime.getAsLong();
        if (now - shownAt >= EVERY) {
            shownAt = now;
            long rate = Math.round(lines / ((now - begin) / (double) SECOND));
            notes.println("  " + Formats.count(lines, "line", "lines") + ", " + Formats.number(rate) + " lines/s");
            notes.flush();
        }
    }

    @Override
    public void skipped(long line, String reason) {
        err.println("line " + line + ": " + reason);
        err.flush();
    }
}
