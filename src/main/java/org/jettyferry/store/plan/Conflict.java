package org.jettyferry.store.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Context paths (or virtual hosts) that a migrating cannot keep apart.
 *
 * @param kind what goes wrong
 * @param stored the value of the column that they share
 * @param values the values that share it
 */
public record Conflict(Kind kind, String stored, List<String> values) {
    /** What goes wrong. */
    public enum Kind {
        /** They are the same under the target: its web applications would see each other's sessions. */
        MERGED,
        /** They are the same already but differ under the target: which of them a row belongs to cannot be known. */
        UNDECIDABLE
    }

    /** Keeps a copy of the list. */
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
