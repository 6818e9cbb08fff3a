package org.jettyferry.cli.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jettyferry.cli.output.Formats;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.update.PendingUpdate;
import org.jettyferry.update.SchemaUpdate;
import org.jettyferry.update.UpdateFolder;
import org.jettyferry.update.UpdateStatus;
import org.jettyferry.update.preflight.PreflightChecks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code ferry update validate}. */
@Command(
        sortOptions = false,
        description =
                "Reads the checks and the change logs as a run would, compares their checksums with what has run, and names the change"
                        + " sets that are no part of the one transaction of a run. Changes nothing.",
        footer = {"", "Example:", "  ferry update validate --updates /opt/shop/updates"})
final class UpdateValidateCommand extends SchemaCommand {
    @Mixin
    final UpdateFlags updates = new UpdateFlags();

    UpdateValidateCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected int run(Database connected) {
        UpdateFolder folder = updates.read(invocation());
        int checks = PreflightChecks.read(folder).checks().size();
        if (checks > 0) {
            out().println(Formats.count(checks, "pre-flight check", "pre-flight checks") + " can be read");
        }
        for (Map.Entry<String, Target> target : targets(connected).entrySet()) {
            Database database = target.getValue().connect();
            UpdateStatus status = new SchemaUpdate(database).validate(folder);
            out().println(target.getKey() + ": the updates are valid");
            if (!status.transactional()) {
                out().println("  " + database.product()
                        + " commits each DDL statement: a failed update is not taken back;"
                        + " the next run goes on with the statement that failed");
            }
            for (PendingUpdate update : status.pending()) {
                notes(update, status.transactional()).forEach(note -> out().println("  " + update.name() + " " + note));
            }
        }
        return ExitCode.DONE;
    }

    private static List<String> notes(PendingUpdate update, boolean transactional) {
        List<String> notes = new ArrayList<>();
        boolean inTransaction = update instanceof PendingUpdate.ChangeSet changeSet
                && changeSet.changeSet().transactional();
        if (transactional && !inTransaction) {
            notes.add("runs without a transaction, as a part of its own: what is before it is kept if it fails");
        }
        switch (update.revertibility()) {
            case NO -> notes.add("is not revertible: a backup of the schema is the only way back");
            case UNTIL_CONTRACT ->
                notes.add("is revertible until ferry column contract: ferry column abort takes it back");
            default -> {}
        }
        return notes;
    }
}
