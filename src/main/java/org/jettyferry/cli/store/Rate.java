package org.jettyferry.cli.store;

import org.jettyferry.cli.output.Formats;

/** How far a step is, how fast it goes and how long it will take, as far as that can be told. Begins anew with each step. */
final class Rate {
    private static final double SECOND = 1e9;

    private final long begin;
    private final long firstDone;

    /**
     * Begins where the first rows are told of: what a run had done before it was cut off says nothing of its speed.
     *
     * @param firstDone rows that are done
     * @param begin by the clock of nanoseconds
     */
    Rate(long firstDone, long begin) {
        this.firstDone = firstDone;
        this.begin = begin;
    }

    /** As {@code 1,470 of 8,022 rows, 300 rows/s, 21 s left}; no more than is known. */
    String sentence(long done, long total, long now) {
        String rows = Formats.number(done) + " of " + Formats.number(total) + " rows";
        double perSecond = perSecond(done, now);
        return perSecond < 1 ? rows : rows + ", " + speed(perSecond) + ", " + left(total - done, perSecond);
    }

    /** The same behind a bar, as {@code 1470/8022 rows (21 s left) 300 rows/s}. */
    String behindBar(long done, long total, long now) {
        String rows = done + "/" + total + " rows";
        double perSecond = perSecond(done, now);
        return perSecond < 1 ? rows : rows + " (" + left(total - done, perSecond) + ") " + speed(perSecond);
    }

    private double perSecond(long done, long now) {
        return (done - firstDone) / Math.max(1e-3, (now - begin) / SECOND);
    }

    private static String speed(double perSecond) {
        return Formats.number(Math.round(perSecond)) + " rows/s";
    }

    private static String left(long rows, double perSecond) {
        return Formats.duration(Math.round(rows / perSecond * 1000)) + " left";
    }
}
