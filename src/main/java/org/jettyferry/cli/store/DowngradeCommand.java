package org.jettyferry.cli.store;

import org.jettyferry.cli.terminal.Invocation;
import org.jettyferry.store.plan.MigrationOptions;
import picocli.CommandLine.Command;

/** The command {@code ferry downgrade}. */
@Command(
        name = "downgrade",
        sortOptions = false,
        description = {
            "Migrates a session store back to an earlier Jetty release. Stop every node of it first.",
            "",
            "Builds new tables beside the old ones, fills them, verifies every row and only then swaps them by rename."
                    + " The old tables stay as a backup until ferry backup purge. Cut off, the same command goes on"
                    + " where it stopped."
        },
        footer = {
            "",
            "Examples:",
            "  ferry downgrade --to 9.3",
            "  ferry downgrade --to 9.4 --from 12 --blobs copy",
            "",
            "Exit codes: 0 done, 3 refused by a check (nothing changed), 4 done but rows are quarantined (see ferry"
                    + " retry), 5 aborted at the prompt, 6 another run holds the lock, 1 any other error."
        })
final class DowngradeCommand extends MigrationCommand {
    DowngradeCommand(Invocation invocation) {
        super(invocation, MigrationOptions.Direction.DOWNGRADE);
    }
}
