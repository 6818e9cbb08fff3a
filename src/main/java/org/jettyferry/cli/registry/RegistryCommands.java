package org.jettyferry.cli.registry;

import java.util.List;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.CommandEntry.Group;
import org.jettyferry.cli.terminal.Invocation;

/**
 * The table of the commands on the registry, in the order in which an operator needs them, with Open-Xchange's aliases.
 */
public final class RegistryCommands {
    /** The groups of subcommands. */
    public static final List<Group> GROUPS = List.of(
            group(
                    "server",
                    "Servers: groups of nodes that share one version and one load balancer.",
                    "  ferry server register blue"),
            group("schema", "Database schemata, and the server of each.", "  ferry schema add shop_1 --server blue"),
            group("context", "Contexts (tenants), and the schema of each.", "  ferry context add 42 --schema shop_1"),
            group("node", "Nodes: Jetty processes that have sent heartbeats.", "  ferry node list --alive"));

    private RegistryCommands() {}

    /** Returns the table. It has lambdas because a constructor reference would load the class of each command. */
    public static List<CommandEntry> entries() {
        return List.of(
                entry("server register", "registerserver", invocation -> new ServerRegisterCommand(invocation)),
                entry("server list", invocation -> new ServerListCommand(invocation, false)),
                CommandEntry.of(
                        CommandEntry.ALIASES, "listserver", invocation -> new ServerListCommand(invocation, true)),
                entry("server store", invocation -> new ServerStoreCommand(invocation)),
                entry("server remove", invocation -> new ServerRemoveCommand(invocation)),
                entry("schema add", invocation -> new SchemaAddCommand(invocation)),
                entry("schema list", invocation -> new SchemaListCommand(invocation, false)),
                CommandEntry.of(
                        CommandEntry.ALIASES,
                        "listdatabaseschema",
                        invocation -> new SchemaListCommand(invocation, true)),
                entry("schema disable", "disableschema", invocation -> new SchemaDisableCommand(invocation)),
                entry("schema enable", "enableschema", invocation -> new SchemaEnableCommand(invocation)),
                entry("schema move", "changeserver", invocation -> new SchemaMoveCommand(invocation)),
                entry("schema version", invocation -> new SchemaVersionCommand(invocation)),
                entry("schema remove", invocation -> new SchemaRemoveCommand(invocation)),
                entry("context add", invocation -> new ContextAddCommand(invocation)),
                entry("context list", invocation -> new ContextListCommand(invocation)),
                entry("context import", invocation -> new ContextImportCommand(invocation)),
                entry("context enable", invocation -> new ContextEnableCommand(invocation)),
                entry("context disable", invocation -> new ContextDisableCommand(invocation)),
                entry("context move", invocation -> new ContextMoveCommand(invocation)),
                entry("context remove", invocation -> new ContextRemoveCommand(invocation)),
                entry("exists-in-server", "existsinserver", invocation -> new ExistsInServerCommand(invocation)),
                entry("node list", invocation -> new NodeListCommand(invocation)),
                entry("node wait", invocation -> new NodeWaitCommand(invocation)),
                entry("history", invocation -> new HistoryCommand(invocation)),
                entry("export", invocation -> new ExportCommand(invocation)));
    }

    private static Group group(String name, String description, String example) {
        return new Group(name, description, List.of("", "Example:", example));
    }

    private static CommandEntry entry(String path, Function<Invocation, Object> maker) {
        return CommandEntry.of("Registry:", path, maker);
    }

    private static CommandEntry entry(String path, String alias, Function<Invocation, Object> maker) {
        return new CommandEntry(path, List.of(alias), "Registry:", maker);
    }
}
