package org.jettyferry.store.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Table;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.journal.StoreErrors;
import org.jettyferry.store.plan.MigrationPlan;

/** Writes the old tables to files if the operator asked for it with {@code --backup-dir}. */
final class ExportStep implements Step {
    @Override
    public String words(MigrationPlan plan) {
        return "write the old tables to a file";
    }

    @Override
    public Run run(RunContext context, Run run) throws SQLException {
        Optional<Path> folder = context.control().backupDir();
        if (folder.isPresent()) {
            try (Connection reader = context.database().open()) {
                for (Table table : tables(context.plan())) {
                    Path file = folder.get().resolve(table.name().name() + "-" + run.id() + ".jsonl.gz");
                    long rows = new TableExport(reader, context.dialect()).write(table, file);
                    context.control()
                            .listener()
                            .note("Wrote " + (rows == 1 ? "1 row" : rows + " rows") + " to " + file + ".");
                }
            } catch (IOException e) {
                throw StoreErrors.stepFailed("the backup could not be written to " + folder.get() + ": " + e, e);
            }
        }
        return context.complete(run, run.at(run.step().next()));
    }

    private static List<Table> tables(MigrationPlan plan) {
        List<Table> tables = new ArrayList<>(List.of(plan.evidence().sessions().table()));
        plan.evidence().ids().ifPresent(tables::add);
        return tables;
    }
}
