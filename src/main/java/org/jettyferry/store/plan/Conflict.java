package org.jettyferry.store.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Context paths (or virtual hosts) that a migration cannot keep apart.
 *
 * @param kind of the conflict
 * @param stored the column value that they share
 * @param values that share it
 */
public record Conflict(Kind kind, String stored, List<String> values) {
    /** Kind of a conflict. */
    public enum Kind {
        /** They are equal under the target: its web applications would see each other's sessions. */
        MERGED,
        /** They are equal now and differ under the target: a row does not show which of them it belongs to. */
        UNDECIDABLE
    }

    public Conflict {
        values = List.copyOf(values);
    }

    static List<Conflict> amongShared(Map<String, Set<String>> sharers, Kind kind) {
        return sharers.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Conflict(kind, entry.getKey(), List.copyOf(entry.getValue())))
                .collect(Collectors.toUnmodifiableList());
    }
}
