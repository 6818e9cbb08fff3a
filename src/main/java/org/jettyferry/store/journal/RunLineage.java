package org.jettyferry.store.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which upgrades and downgrades the rows of a store have come through. Putting a backup back takes those back that came
 * after it; and as it makes a backup in its turn, they can return.
 */
final class RunLineage {
    private RunLineage() {}

    /**
     * The ids of the runs that the rows in use now have come through.
     *
     * @param ended all runs of the store that have ended, the oldest first
     */
    static Set<String> of(List<Run> ended) {
        Map<String, Set<String>> backups = new HashMap<>();
        Set<String> live = Set.of();
        for (Run run : ended) {
            backups.put(run.id(), live);
            if (run.isMigrate()) {
                live = new HashSet<>(live);
                live.add(run.id());
            } else {
                live = backups.getOrDefault(run.restored().orElseThrow(), live);
            }
        }
        return live;
    }
}
