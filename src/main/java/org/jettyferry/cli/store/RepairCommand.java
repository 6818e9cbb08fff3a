package org.jettyferry.cli.store;

import java.util.Map;
import java.util.Optional;
import org.jettyferry.cli.output.JsonPrinter;
import org.jettyferry.cli.output.KeyValueWriter;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.jdbc.Database;
import org.jettyferry.jdbc.TableName;
import org.jettyferry.store.SessionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code ferry repair}. */
@Command(
        name = "repair",
        sortOptions = false,
        description =
                "Sets aside a table that a node of the wrong release made in the store (ferry detect shows: mixed)."
                        + " Touches no session.",
        footer = {"", "Example:", "  ferry repair"})
final class RepairCommand extends StoreCommand {
    @Mixin
    private final SwapFlags flags = new SwapFlags();

    RepairCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    int run(Database connected, SessionStore store) {
        Optional<TableName> aside;
        try (Progress progress = Progress.on(notes(), invocation().terminal())) {
            aside = store.repair(flags.control(this, connected, "This will rename the left-over table.", progress));
        }
        if (aside.isEmpty()) {
            return ExitCode.ABORTED;
        }
        if (flags.json) {
            JsonPrinter.print(out(), Map.of("setAside", aside.get().toString()));
            return ExitCode.DONE;
        }
        new KeyValueWriter(out()).print("Done", "the left-over is now " + aside.get() + "; no session was touched");
        return ExitCode.DONE;
    }
}
