package org.jettyferry.store.carry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.database.TableName;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;

/**
 * How a run ended.
 *
 * @param run as the journal has it
 * @param backups the old tables under their new names; empty where none was kept
 * @param quarantine rows that could not be carried, by the reason's code
 * @param swapMillis how long Jetty's table was out of reach
 * @param already why there was nothing to do, where there was not
 */
public record CarryResult(
        Run run, List<TableName> backups, Map<String, Long> quarantine, long swapMillis, Optional<String> already) {
    public CarryResult {
        backups = List.copyOf(backups);
        quarantine = Map.copyOf(quarantine);
    }

    /** Whether some of the quarantined rows might be carried by a retry with other options. */
    public boolean retryable() {
        return quarantine.keySet().stream().anyMatch(code -> !Quarantine.HOPELESS.contains(code));
    }

    /** Whether every session that should have been carried was. */
    public boolean complete() {
        return quarantine.values().stream().mapToLong(Long::longValue).sum() == 0;
    }
}
