package org.jettyferry.store.migrate;

import java.util.OptionalDouble;

/**
 * How many sessions a run may quarantine and still swap the tables. If it is more, the program probably does not
 * understand the store.
 *
 * @param rows a number of rows
 * @param percent a share of the rows, if given
 * @param byDefault whether the operator gave no limit
 */
public record QuarantineLimit(long rows, OptionalDouble percent, boolean byDefault) {
    /** Half a percent, or ten rows if that is more; but never most of the sessions. */
    public static final QuarantineLimit DEFAULT = new QuarantineLimit(10, OptionalDouble.of(0.5), true);

    /** Returns a limit by number. */
    public static QuarantineLimit of(long rows) {
        return new QuarantineLimit(rows, OptionalDouble.empty(), false);
    }

    /** Returns a limit by share. */
    public static QuarantineLimit ofPercent(double percent) {
        return new QuarantineLimit(0, OptionalDouble.of(percent), false);
    }

    /** Returns how many rows of a table of this size the limit allows. */
    public long allowed(long total) {
        long part = percent.isPresent() ? (long) Math.floor(total * percent.getAsDouble() / 100) : 0;
        return byDefault ? Math.min(Math.max(rows, part), total / 2) : Math.max(rows, part);
    }
}
