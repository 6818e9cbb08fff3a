package org.jettyferry.cli.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.migrate.MigrationResult;

/** Makes the JSON of a finished run. */
final class MigrationJson {
    private MigrationJson() {}

    static Map<String, Object> of(MigrationResult result, long millis) {
        Run run = result.run();
        Run.Tally tally = run.tally();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("run", run.id());
        view.put("kind", run.kind());
        view.put("from", run.from());
        view.put("to", run.to());
        view.put("already", result.already().isPresent());
        view.put("complete", result.complete());
        view.put("sourceSessions", run.sourceRows());
        view.put("sessions", tally.rows());
        view.put("expired", tally.expired());
        view.put("repaired", tally.repaired());
        view.put("quarantined", DetectJson.counts(result.quarantine()));
        view.put("attributesDropped", tally.attributesDropped());
        view.put("blobBytes", tally.blobBytes());
        view.put("backups", names(result.backups()));
        view.put("swapMillis", result.swapMillis());
        view.put("millis", millis);
        return view;
    }

    static List<String> names(List<TableName> tables) {
        List<String> names = new ArrayList<>();
        for (TableName table : tables) {
            names.add(table.toString());
        }
        return names;
    }
}
