package org.jettyferry.cli.registry;

import java.util.List;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.CommandEntry.Group;
import org.jettyferry.cli.terminal.Invocation;

/** All commands on the registry, in the order in which an operator comes to them, with the names that Open-Xchange has. */
public final class RegistryCommands {
    /** The words that only stand above commands. */
    public static final List<Group> GROUPS = List.of(
            new Group("server", "Servers: groups of nodes that share one version and one load balancer.", List.of()),
            new Group("schema", "Database schemata, and which server each is assigned to.", List.of()),
            new Group("context", "Contexts (tenants), and which schema each lives in.", List.of()),
            new Group("node", "Nodes: Jetty processes that have told of themselves.", List.of()));

    private RegistryCommands() {}

    /** Makes no command yet. Lambdas, because a reference to a constructor would load its class. */
    public static List<CommandEntry> entries() {
        return List.of(
                entry("server register", "registerserver", invocation -> new ServerRegisterCommand(invocation)),
                entry("server list", "listserver", invocation -> new ServerListCommand(invocation)),
                entry("server remove", invocation -> new ServerRemoveCommand(invocation)),
                entry("schema add", invocation -> new SchemaAddCommand(invocation)),
                entry("schema list", invocation -> new SchemaListCommand(invocation, false)),
                CommandEntry.of(
                        CommandEntry.ALIASES, "listdatabaseschema", invocation -> new SchemaListCommand(invocation, true)),
                entry("schema disable", "disableschema", invocation -> new SchemaDisableCommand(invocation)),
                entry("schema enable", "enableschema", invocation -> new SchemaEnableCommand(invocation)),
                entry("schema move", "changeserver", invocation -> new SchemaMoveCommand(invocation)),
                entry("schema remove", invocation -> new SchemaRemoveCommand(invocation)),
                entry("context add", invocation -> new ContextAddCommand(invocation)),
                entry("context list", invocation -> new ContextListCommand(invocation)),
                entry("context import", invocation -> new ContextImportCommand(invocation)),
                entry("context enable", invocation -> new ContextEnableCommand(invocation)),
                entry("context disable", invocation -> new ContextDisableCommand(invocation)),
                entry("context remove", invocation -> new ContextRemoveCommand(invocation)),
                entry("exists-in-server", "existsinserver", invocation -> new ExistsInServerCommand(invocation)),
                entry("node list", invocation -> new NodeListCommand(invocation)));
    }

    private static CommandEntry entry(String path, Function<Invocation, Object> maker) {
        return CommandEntry.of("Registry:", path, maker);
    }

    private static CommandEntry entry(String path, String alias, Function<Invocation, Object> maker) {
        return new CommandEntry(path, List.of(alias), "Registry:", maker);
    }
}
