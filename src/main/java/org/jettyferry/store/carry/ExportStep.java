package org.jettyferry.store.carry;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.Table;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreException;
import org.jettyferry.store.plan.CarryPlan;

/** Writes the old tables to files, where the operator asked for that. */
final class ExportStep implements Step {
    @Override
    public Run run(Work work, Run run) throws SQLException {
        Optional<Path> folder = work.control().backupDir();
        if (folder.isPresent()) {
            try (Connection reader = work.database().open()) {
                for (Table table : tables(work.plan())) {
                    Path file = folder.get().resolve(table.name().name() + "-" + run.id() + ".jsonl.gz");
                    long rows = new TableExport(reader, work.dialect()).write(table, file);
                    work.control().listener().note("Wrote " + rows + " rows to " + file + ".");
                }
            } catch (IOException e) {
                throw new StoreException.StepFailed("the backup could not be written to " + folder.get() + ": " + e, e);
            }
        }
        return work.ended(run, run.at(run.step().next()));
    }

    private static List<Table> tables(CarryPlan plan) {
        List<Table> tables = new ArrayList<>(List.of(plan.evidence().sessions().table()));
        plan.evidence().ids().ifPresent(tables::add);
        return tables;
    }
}
