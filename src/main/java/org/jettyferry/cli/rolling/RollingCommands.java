package org.jettyferry.cli.rolling;

import java.util.List;
import org.jettyferry.cli.terminal.CommandEntry;

/** The table of the commands of the rolling upgrade. */
public final class RollingCommands {
    private static final String HEADING = "Rolling upgrade:";

    private RollingCommands() {}

    /** Returns the table. It has lambdas because a constructor reference would load the class of each command. */
    public static List<CommandEntry> entries() {
        return List.of(
                new CommandEntry(
                        "upgrade-schemata",
                        List.of("upgradeschemata"),
                        HEADING,
                        invocation -> new UpgradeSchemataCommand(invocation)),
                CommandEntry.of(HEADING, "finish", invocation -> new FinishCommand(invocation)));
    }
}
