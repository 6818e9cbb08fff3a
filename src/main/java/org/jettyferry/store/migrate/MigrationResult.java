package org.jettyferry.store.migrate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.journal.Quarantine;
import org.jettyferry.store.journal.Run;

/**
 * The result of a run.
 *
 * @param run as the journal records it
 * @param backups the old tables under their new names; empty if none was kept
 * @param quarantine rows that could not be migrated, by the code of the reason
 * @param swapMillis how long Jetty's table was unavailable
 * @param already the reason if there was nothing to do
 * @param sessions rows in Jetty's table, if there was nothing to do
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

    /** The result of a run that had something to do. */
    public MigrationResult(
            Run run, List<TableName> backups, Map<String, Long> quarantine, long swapMillis, Optional<String> already) {
        this(run, backups, quarantine, swapMillis, already, 0);
    }

    /** Returns the result with the number of rows in Jetty's table. */
    MigrationResult with(long rows) {
        return new MigrationResult(run, backups, quarantine, swapMillis, already, rows);
    }

    /** Returns whether a retry with other options may migrate some of the quarantined rows. */
    public boolean retryable() {
        return quarantine.keySet().stream().anyMatch(code -> !Quarantine.HOPELESS.contains(code));
    }

    /** Returns whether no row was quarantined. */
    public boolean complete() {
        return quarantine.values().stream().mapToLong(Long::longValue).sum() == 0;
    }
}
