package org.jettyferry.cli.store;

import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Command;

/** The command {@code ferry downgrade}. */
@Command(
        name = "downgrade",
        sortOptions = false,
        description = {
            "Migrates a session store back to an earlier Jetty release. Stop all of its nodes first.",
            "",
            MigrationCommand.HOW
        },
        footer = {
            "",
            "Examples:",
            "  ferry downgrade --to 9.3",
            "  ferry downgrade --to 9.4 --from 12 --blobs copy",
            "",
            MigrationCommand.EXIT_CODES
        })
final class DowngradeCommand extends MigrationCommand {
    DowngradeCommand(Invocation invocation) {
        super(invocation, MigrationOptions.Direction.DOWNGRADE);
    }
}
