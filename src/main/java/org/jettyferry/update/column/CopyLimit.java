package org.jettyferry.update.column;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Limits of the load that copying rows puts on the server. They may differ from one attempt to the next.
 *
 * @param chunkRows rows of one transaction
 * @param maxRowsPerSecond the highest rate; empty for none
 * @param pause how long to wait between two transactions
 */
public record CopyLimit(int chunkRows, OptionalInt maxRowsPerSecond, Duration pause) {
    /** Returns whether there is a limit of speed. */
    boolean limitsSpeed() {
        return maxRowsPerSecond.isPresent() || !pause.isZero();
    }

    /** Returns transactions of 2000 rows, without a limit of speed. */
    public static CopyLimit standard() {
        return new CopyLimit(2000, OptionalInt.empty(), Duration.ZERO);
    }
}
