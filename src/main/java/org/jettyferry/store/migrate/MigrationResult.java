package org.jettyferry.store.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;

/**
 * How a run ended.
 *
 * @param run as the journal has it
 * @param backups the old tables under their new names; empty where none was kept
 * @param quarantine rows that could not be migrated, by the reason's code
 * @param swapMillis how long Jetty's table was out of reach
 * @param already why there was nothing to do, where there was not
 * @param sessions rows in Jetty's table now, where there was nothing to do
 */
public record MigrationResult(
        Run run,
        List<TableName> backups,
        Map<String, Long> quarantine,
        long swapMillis,
        Optional<String> already,
        long sessions) {
    public MigrationResult {
        backups = List.copyOf(backups);
        quarantine = Map.copyOf(quarantine);
    }

    /** How a run ended that had something to do. */
    public MigrationResult(
            Run run, List<TableName> backups, Map<String, Long> quarantine, long swapMillis, Optional<String> already) {
        this(run, backups, quarantine, swapMillis, already, 0);
    }

    /** The same with the rows that Jetty's table has now. */
    MigrationResult with(long rows) {
        return new MigrationResult(run, backups, quarantine, swapMillis, already, rows);
    }

    /** Whether some of the quarantined rows might be migrated by a retry with other options. */
    public boolean retryable() {
        return quarantine.keySet().stream().anyMatch(code -> !Quarantine.HOPELESS.contains(code));
    }

    /** Whether every session that should have been migrated was. */
    public boolean complete() {
        return quarantine.values().stream().mapToLong(Long::longValue).sum() == 0;
    }
}
