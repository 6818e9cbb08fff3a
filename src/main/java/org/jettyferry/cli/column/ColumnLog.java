package org.jettyferry.cli.column;

import java.io.PrintWriter;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.update.column.ColumnListener;

/** Writes what a change does as lines, and its progress once every few seconds. Two threads may tell something. */
final class ColumnLog implements ColumnListener {
    private static final long EVERY_NANOS = 3_000_000_000L;

    private final PrintWriter log;
    private long toldAt = System.nanoTime() - EVERY_NANOS;

    ColumnLog(PrintWriter log) {
        this.log = log;
    }

    @Override
    public void tell(String sentence) {
        log.println(sentence);
        log.flush();
    }

    @Override
    public void copied(long done, long total) {
        long now = System.nanoTime();
        if (done == total || now - toldAt >= EVERY_NANOS) {
            toldAt = now;
            tell("  " + Formats.number(done) + " of " + Formats.count(total, "row", "rows"));
        }
    }
}
