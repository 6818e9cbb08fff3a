package org.jettyferry.cli.store;

import org.jettyferry.cli.output.Formats;

/**
 * Computes the speed of a step and the time it still needs. Each step has its own, because steps differ in speed. Below
 * one row per second nothing is estimated: the result would be noise.
 */
final class Rate {
    private static final double SECOND = 1e9;

    private final long begin;
    private final long firstDone;

    /**
     * Starts at the first report of a step: rows of an earlier, interrupted run do not count for the speed.
     *
     * @param firstDone rows that are already done
     * @param begin the time in nanoseconds
     */
    Rate(long firstDone, long begin) {
        this.firstDone = firstDone;
        this.begin = begin;
    }

    /** Returns {@code 1,470 of 8,022 rows, 300 rows/s, 21 s left}; speed and time only once they are known. */
    String sentence(long done, long total, long now) {
        String rows = Formats.number(done) + " of " + Formats.count(total, "row", "rows");
        double perSecond = perSecond(done, now);
        return perSecond < 1 ? rows : rows + ", " + speed(perSecond) + ", " + left(total - done, perSecond);
    }

    /** Returns the short form for a bar: {@code 1470/8022 rows (21 s left) 300 rows/s}. */
    String afterBar(long done, long total, long now) {
        String rows = done + "/" + total + (total == 1 ? " row" : " rows");
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
