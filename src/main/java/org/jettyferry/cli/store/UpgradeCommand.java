package org.jettyferry.cli.store;

import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Command;

/** The command {@code ferry upgrade}. */
@Command(
        name = "upgrade",
        sortOptions = false,
        description = {
            "Migrates a session store to a later Jetty release. Stop all of its nodes first.",
            "",
            MigrationCommand.HOW
        },
        footer = {
            "",
            "Examples:",
            "  ferry upgrade --to 12",
            "  ferry upgrade --to 12 --rename javax.servlet=jakarta.servlet",
            "  ferry upgrade --to 12 --drop-attribute 'flash.*'",
            "  ferry upgrade --to 9.4 --sessions drop --yes",
            "",
            MigrationCommand.EXIT_CODES
        })
final class UpgradeCommand extends MigrationCommand {
    UpgradeCommand(Invocation invocation) {
        super(invocation, MigrationOptions.Direction.UPGRADE);
    }
}
