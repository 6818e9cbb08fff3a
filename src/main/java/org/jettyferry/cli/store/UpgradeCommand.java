package org.jettyferry.cli.store;

import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Command;

/** The command {@code ferry upgrade}. */
@Command(
        name = "upgrade",
        sortOptions = false,
        description = {
            "Migrates a session store to a later Jetty release. Stop every node of it first.",
            "",
            "Builds new tables beside the old ones, fills them, verifies every row and only then swaps them by rename."
                    + " The old tables stay as a backup until ferry backup purge. Cut off, the same command goes on"
                    + " where it stopped."
        },
        footer = {
            "",
            "Examples:",
            "  ferry upgrade --to 12",
            "  ferry upgrade --to 12 --rename javax.servlet=jakarta.servlet",
            "  ferry upgrade --to 12 --drop-attribute 'flash.*'",
            "  ferry upgrade --to 9.4 --sessions drop --yes",
            "",
            "Exit codes: 0 done, 3 refused by a check (nothing changed), 4 done but rows are quarantined (see ferry"
                    + " retry), 5 aborted at the prompt, 6 another run holds the lock, 1 any other error."
        })
final class UpgradeCommand extends MigrationCommand {
    UpgradeCommand(Invocation invocation) {
        super(invocation, MigrationOptions.Direction.UPGRADE);
    }
}
