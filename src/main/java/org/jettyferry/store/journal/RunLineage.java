package org.jettyferry.store.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the upgrades and downgrades that the rows of a store went through. A restore takes back the runs that came
 * after the backup. It sets the current tables aside as a backup in its turn, so a second restore can bring those runs
 * back:
 *
 * <pre>
 *   run          rows went through   its backup went through
 *   A upgrade    {A}                 {}
 *   B downgrade  {A, B}              {A}
 *   C restore B  {A}                 {A, B}
 *   D restore C  {A, B}              {A}
 * </pre>
 */
final class RunLineage {
    private RunLineage() {}

    /**
     * Returns the ids of the runs that the rows in use went through.
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
