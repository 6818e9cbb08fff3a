package org.jettyferry.cli.column;

import java.util.List;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.CommandEntry.Group;
import org.jettyferry.cli.terminal.Invocation;

/** The table of the commands on columns, in the order in which an operator needs them. */
public final class ColumnCommands {
    /** The groups of subcommands. */
    public static final List<Group> GROUPS = List.of(new Group(
            "column",
            "Changes a column while nodes of the old and of the new release run.",
            List.of(
                    "",
                    "Examples:",
                    "  ferry column expand columns/order-total.yaml",
                    "  ferry column status columns/order-total.yaml",
                    "  ferry column contract columns/order-total.yaml --release 2.5",
                    "  ferry column abort columns/order-total.yaml")));

    private ColumnCommands() {}

    /** Returns the table. It has lambdas because a constructor reference would load the class of each command. */
    public static List<CommandEntry> entries() {
        return List.of(
                entry("column expand", invocation -> new ColumnExpandCommand(invocation)),
                entry("column status", invocation -> new ColumnStatusCommand(invocation)),
                entry("column contract", invocation -> new ColumnContractCommand(invocation)),
                entry("column abort", invocation -> new ColumnAbortCommand(invocation)));
    }

    private static CommandEntry entry(String path, Function<Invocation, Object> maker) {
        return CommandEntry.of("Schema updates:", path, maker);
    }
}
