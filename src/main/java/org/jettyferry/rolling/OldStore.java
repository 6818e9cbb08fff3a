package org.jettyferry.rolling;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.transfer.DepartedSessions;

/**
 * What the session store of an old server still holds.
 *
 * @param left sessions in its session table, by context path as the column has it
 * @param departed sessions that have left it, or could not, and were set aside there
 */
public record OldStore(Map<String, Long> left, List<DepartedSessions.Group> departed) {
    public OldStore {
        left = new TreeMap<>(left);
        departed = List.copyOf(departed);
    }

    /** Looks at a store. Changes nothing. */
    static OldStore of(ServerStore store) {
        Map<String, Long> left = new TreeMap<>();
        new SessionStore(store.database(), store.names())
                .detect()
                .seen()
                .ifPresent(evidence -> evidence.survey()
                        .webApps()
                        .forEach(webApp -> left.merge(webApp.contextPath(), webApp.rows(), Long::sum)));
        left.values().removeIf(rows -> rows == 0);
        return new OldStore(left, store.departed().groups());
    }

    /** Returns how many sessions are still in the session table. */
    public long leftRows() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many sessions were set aside. */
    public long departedRows() {
        return departed.stream().mapToLong(DepartedSessions.Group::rows).sum();
    }

    /** Returns how many of those could not be migrated. */
    public long refusedRows() {
        return departed.stream()
                .filter(group -> !group.code().isEmpty())
                .mapToLong(DepartedSessions.Group::rows)
                .sum();
    }

    /** Returns the sessions that were set aside, by context path. */
    public Map<String, Long> departedByPath() {
        Map<String, Long> sums = new TreeMap<>();
        departed.forEach(group -> sums.merge(group.contextPath(), group.rows(), Long::sum));
        return sums;
    }
}
