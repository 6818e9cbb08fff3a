package org.jettyferry.store;

import java.util.Map;

/**
 * How a second try with quarantined rows ended.
 *
 * @param run whose rows
 * @param carried rows that are in Jetty's table now
 * @param left rows that are still quarantined, by the code of the reason
 */
public record RetryResult(String run, long carried, Map<String, Long> left) {
    public RetryResult {
        left = Map.copyOf(left);
    }
}
