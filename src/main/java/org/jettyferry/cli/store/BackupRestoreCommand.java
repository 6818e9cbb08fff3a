package org.jettyferry.cli.store;

import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.store.SessionStore;
import org.jettyferry.store.journal.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code ferry backup restore}. */
@Command(
        name = "restore",
        sortOptions = false,
        description =
                "Puts the old tables of a run back in place, unchanged. Sessions that were created or changed since"
                        + " then stay in the new tables, which are set aside.",
        footer = {"", "Example:", "  ferry backup restore 20261122101500"})
final class BackupRestoreCommand extends StoreCommand {
    @Parameters(paramLabel = "RUN", description = "The run whose backup it is; see ferry backup list.")
    @SuppressWarnings("NullAway.Init") // required
    String run;

    @Mixin
    private final SwapFlags flags = new SwapFlags();

    BackupRestoreCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, SessionStore store) {
        Optional<Backup> restored;
        try (Progress progress = Progress.on(notes(), invocation().terminal())) {
            restored =
                    store.restore(run, flags.control(this, connected, "This will put the old tables back.", progress));
        }
        if (restored.isEmpty()) {
            return ExitCode.ABORTED;
        }
        Backup backup = restored.get();
        if (flags.json) {
            JsonPrinter.print(
                    out(),
                    Map.of(
                            "run", run,
                            "restored", backup.original().toString(),
                            "release", backup.release().toString()));
            return ExitCode.DONE;
        }
        KeyValueWriter keyValueWriter = new KeyValueWriter(out());
        keyValueWriter.print(
                "Done", backup.original() + " is as before run " + run + ", for Jetty " + backup.release());
        keyValueWriter.print("Next", "Start ONE node of Jetty " + backup.release() + " and look at it; then the rest.");
        return ExitCode.DONE;
    }
}
