package org.jettyferry.store.recover;

import java.util.Map;
import org.jettyferry.store.journal.Quarantine;

/**
 * How a second try with quarantined rows ended.
 *
 * @param run whose rows
 * @param migrated rows that are in Jetty's table now
 * @param left rows that are still quarantined, by the code of the reason
 */
public record RetryResult(String run, long migrated, Map<String, Long> left) {
    /** Whether more options might help some of those that are left. */
    public boolean retryable() {
        return left.keySet().stream().anyMatch(code -> !Quarantine.HOPELESS.contains(code));
    }

    public RetryResult {
        left = Map.copyOf(left);
    }
}
