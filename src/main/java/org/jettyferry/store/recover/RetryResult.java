package org.jettyferry.store.recover;

import java.util.Map;
import org.jettyferry.store.journal.Quarantine;

/**
 * The result of a second try with quarantined rows.
 *
 * @param run the run that quarantined them
 * @param migrated rows that are in Jetty's table now
 * @param left rows that are still quarantined, by the code of the reason
 */
public record RetryResult(String run, long migrated, Map<String, Long> left) {
    /** Tells whether more options might help some of the rows left. */
    public boolean retryable() {
        return left.keySet().stream().anyMatch(code -> !Quarantine.HOPELESS.contains(code));
    }

    public RetryResult {
        left = Map.copyOf(left);
    }
}
