package org.jettyferry.cli.store;

import java.util.List;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.Invocation;

/** The table of the commands on the session store, in the order in which an operator needs them. */
public final class StoreCommands {
    /** The groups of subcommands. */
    public static final List<CommandEntry.Group> GROUPS = List.of(new CommandEntry.Group(
            "backup",
            "The old tables that upgrades and downgrades keep.",
            List.of("", "Examples:", "  ferry backup list", "  ferry backup purge --older-than 14d")));

    private StoreCommands() {}

    /** Returns the table. It has lambdas because a constructor reference would load the class of each command. */
    public static List<CommandEntry> entries() {
        return List.of(
                entry("detect", invocation -> new DetectCommand(invocation)),
                entry("plan", invocation -> new PlanCommand(invocation)),
                entry("upgrade", invocation -> new UpgradeCommand(invocation)),
                entry("downgrade", invocation -> new DowngradeCommand(invocation)),
                entry("verify", invocation -> new VerifyCommand(invocation)),
                entry("retry", invocation -> new RetryCommand(invocation)),
                entry("repair", invocation -> new RepairCommand(invocation)),
                entry("backup list", invocation -> new BackupListCommand(invocation)),
                entry("backup restore", invocation -> new BackupRestoreCommand(invocation)),
                entry("backup purge", invocation -> new BackupPurgeCommand(invocation)),
                entry("guide", invocation -> new GuideCommand(invocation)));
    }

    private static CommandEntry entry(String path, Function<Invocation, Object> maker) {
        return CommandEntry.of("Session store:", path, maker);
    }
}
