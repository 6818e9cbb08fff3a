package org.jettyferry.store;

import java.util.Map;
import java.util.Set;

/**
 * How a second try with quarantined rows ended.
 *
 * @param run whose rows
 * @param carried rows that are in Jetty's table now
 * @param left rows that are still quarantined, by the code of the reason
 */
public record RetryResult(String run, long carried, Map<String, Long> left) {
    /** Codes of rows that no option can help: another row of the session was carried, or there is no session. */
    static final Set<String> HOPELESS = Set.of("TWIN", "NO_SESSION_ID");

    /** Whether more options might help some of those that are left. */
    public boolean retryable() {
        return left.keySet().stream().anyMatch(code -> !HOPELESS.contains(code));
    }

    public RetryResult {
        left = Map.copyOf(left);
    }
}
