package org.jettyferry.cli.store;

import java.util.List;
import org.jettyferry.cli.terminal.GroupCommand;
import org.jettyferry.cli.terminal.Surroundings;
import picocli.CommandLine;

/** All commands on the session store; each is made when it is asked for. */
public final class StoreCommands {
    /** Their names, in the order in which an operator comes to them. */
    public static final List<String> NAMES =
            List.of("detect", "plan", "upgrade", "downgrade", "verify", "retry", "repair", "backup", "guide");

    private static final List<String> BACKUP = List.of("list", "restore", "purge");

    private final Surroundings around;

    /**
     * Makes no command yet.
     *
     * @param around what each will find around it
     */
    public StoreCommands(Surroundings around) {
        this.around = around;
    }

    /**
     * A command, for picocli.
     *
     * @param name one of {@link #NAMES}
     * @param below the one that is called below it; all of them if it is none
     * @return it, with what is below it
     */
    public Object command(String name, String below) {
        return switch (name) {
            case "detect" -> new DetectCommand(around);
            case "plan" -> new PlanCommand(around);
            case "upgrade" -> new UpgradeCommand(around);
            case "downgrade" -> new DowngradeCommand(around);
            case "verify" -> new VerifyCommand(around);
            case "retry" -> new RetryCommand(around);
            case "repair" -> new RepairCommand(around);
            case "backup" -> backup(below);
            case "guide" -> new GuideCommand(around);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private CommandLine backup(String below) {
        CommandLine group = GroupCommand.of(
                "The old tables that upgrades and downgrades have set aside.",
                "list, restore or purge",
                BACKUP,
                below,
                this::belowBackup);
        group.getCommandSpec()
                .usageMessage()
                .synopsisSubcommandLabel("list|restore|purge")
                .footer("", "Examples:", "  ferry backup list", "  ferry backup purge --older-than 14d");
        return group;
    }

    private Object belowBackup(String name) {
        return switch (name) {
            case "list" -> new BackupListCommand(around);
            case "restore" -> new BackupRestoreCommand(around);
            case "purge" -> new BackupPurgeCommand(around);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
