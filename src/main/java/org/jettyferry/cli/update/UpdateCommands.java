package org.jettyferry.cli.update;

import java.util.List;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.CommandEntry.Group;
import org.jettyferry.cli.terminal.Invocation;

/** The table of the commands on the updates of a schema, in the order in which an operator needs them. */
public final class UpdateCommands {
    /** The groups of subcommands. */
    public static final List<Group> GROUPS = List.of(
            new Group(
                    "update",
                    "The updates of a site, and which of them a schema lacks.",
                    List.of(
                            "",
                            "Examples:",
                            "  ferry update list",
                            "  ferry update status",
                            "  ferry update validate --updates /opt/shop/updates")),
            new Group(
                    "lock",
                    "The lock of a schema's updates.",
                    List.of("", "Examples:", "  ferry lock list", "  ferry lock release shop_1")));

    private UpdateCommands() {}

    /** Returns the table. It has lambdas because a constructor reference would load the class of each command. */
    public static List<CommandEntry> entries() {
        return List.of(
                entry("preflight", invocation -> new PreflightCommand(invocation)),
                new CommandEntry(
                        "run-update",
                        List.of("runupdate"),
                        "Schema updates:",
                        invocation -> new RunUpdateCommand(invocation)),
                entry("update list", invocation -> new UpdateListCommand(invocation)),
                entry("update status", invocation -> new UpdateStatusCommand(invocation)),
                entry("update validate", invocation -> new UpdateValidateCommand(invocation)),
                entry("eligibility", invocation -> new EligibilityCommand(invocation)),
                entry("lock list", invocation -> new LockListCommand(invocation)),
                entry("lock release", invocation -> new LockReleaseCommand(invocation)));
    }

    private static CommandEntry entry(String path, Function<Invocation, Object> maker) {
        return CommandEntry.of("Schema updates:", path, maker);
    }
}
