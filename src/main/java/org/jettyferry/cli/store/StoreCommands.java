package org.jettyferry.cli.store;

import java.util.List;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.Invocation;

/** All commands on the session store, in the order in which an operator comes to them. */
public final class StoreCommands {
    /** The words that only stand above commands. */
    public static final List<CommandEntry.Roof> ROOFS = List.of(new CommandEntry.Roof(
            "backup",
            "The old tables that upgrades and downgrades have set aside.",
            List.of("", "Examples:", "  ferry backup list", "  ferry backup purge --older-than 14d")));

    private StoreCommands() {}

    /** Makes no command yet. Lambdas, because a reference to a constructor would load its class. */
    public static List<CommandEntry> entries() {
        return List.of(
                entry("detect", around -> new DetectCommand(around)),
                entry("plan", around -> new PlanCommand(around)),
                entry("upgrade", around -> new UpgradeCommand(around)),
                entry("downgrade", around -> new DowngradeCommand(around)),
                entry("verify", around -> new VerifyCommand(around)),
                entry("retry", around -> new RetryCommand(around)),
                entry("repair", around -> new RepairCommand(around)),
                entry("backup list", around -> new BackupListCommand(around)),
                entry("backup restore", around -> new BackupRestoreCommand(around)),
                entry("backup purge", around -> new BackupPurgeCommand(around)),
                entry("guide", around -> new GuideCommand(around)));
    }

    private static CommandEntry entry(String path, Function<Invocation, Object> maker) {
        return CommandEntry.of("Session store:", path, maker);
    }
}
