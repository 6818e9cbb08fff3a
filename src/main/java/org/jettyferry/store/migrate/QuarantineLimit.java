package org.jettyferry.store.migrate;

import java.util.OptionalDouble;

/**
 * How many sessions a run may quarantine and still swap the tables. Beyond that it is more likely that the program does
 * not understand the store than that so many sessions are broken.
 *
 * @param rows that many
 * @param percent or that part of the rows, where it is given
 * @param byDefault whether nobody has said so
 */
public record QuarantineLimit(long rows, OptionalDouble percent, boolean byDefault) {
    /** A few in a thousand, or a handful where that is more; but never most of the sessions. */
    public static final QuarantineLimit DEFAULT = new QuarantineLimit(10, OptionalDouble.of(0.5), true);

    /** So many rows. */
    public static QuarantineLimit of(long rows) {
        return new QuarantineLimit(rows, OptionalDouble.empty(), false);
    }

    /** That part of the rows. */
    public static QuarantineLimit ofPercent(double percent) {
        return new QuarantineLimit(0, OptionalDouble.of(percent), false);
    }

    /** How many rows of a table of this size it allows. */
    public long allowed(long total) {
        long part = percent.isPresent() ? (long) Math.floor(total * percent.getAsDouble() / 100) : 0;
        return byDefault ? Math.min(Math.max(rows, part), total / 2) : Math.max(rows, part);
    }
}
