package org.jettyferry.node.registry;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that what an older registry has no place for could not be written, and when to try again: with growing pauses. Only
 * the poller's thread uses it.
 */
final class WriteRetry {
    private int failures;
    private long next;

    /** Returns whether the last try has failed. */
    boolean failing() {
        return failures > 0;
    }

    /** Returns whether it is too early for another try. */
    boolean pausing() {
        return failing() && System.nanoTime() - next < 0;
    }

    /** Notes that a try has succeeded, or that it counts as the first one again. */
    void clear() {
        failures = 0;
    }

    /**
     * Notes that a try has failed.
     *
     * @return why, without the registry's password, if it is the first in a row, so that it is logged once; else null
     */
    @Nullable
    String failed(PollerSettings settings, SQLException e) {
        boolean first = failures == 0;
        next = System.nanoTime() + settings.pauseNanos(failures);
        failures++;
        if (!first) {
            return null;
        }
        RegistryAddress address = settings.registry();
        String why = address == null ? "" : address.hidden(String.valueOf(e.getMessage()));
        return why.replaceAll("\\s+", " ");
    }
}
