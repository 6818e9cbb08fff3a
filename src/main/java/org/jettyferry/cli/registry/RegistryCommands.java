package org.jettyferry.cli.registry;

import java.util.List;
import java.util.function.Function;
import org.jettyferry.cli.terminal.CommandEntry;
import org.jettyferry.cli.terminal.CommandEntry.Roof;
import org.jettyferry.cli.terminal.Invocation;

/** All commands on the registry, in the order in which an operator comes to them, with the names that Open-Xchange has. */
public final class RegistryCommands {
    /** The words that only stand above commands. */
    public static final List<Roof> ROOFS = List.of(
            new Roof("server", "Servers: groups of nodes that share one version and one load balancer.", List.of()),
            new Roof("schema", "Database schemata, and which server each is assigned to.", List.of()),
            new Roof("context", "Contexts (tenants), and which schema each lives in.", List.of()),
            new Roof("node", "Nodes: Jetty processes that have told of themselves.", List.of()));

    private RegistryCommands() {}

    /** Makes no command yet. Lambdas, because a reference to a constructor would load its class. */
    public static List<CommandEntry> entries() {
        return List.of(
                entry("server register", "registerserver", around -> new ServerRegisterCommand(around)),
                entry("server list", "listserver", around -> new ServerListCommand(around)),
                entry("server remove", around -> new ServerRemoveCommand(around)),
                entry("schema add", around -> new SchemaAddCommand(around)),
                entry("schema list", around -> new SchemaListCommand(around, false)),
                CommandEntry.of(
                        CommandEntry.ALIASES, "listdatabaseschema", around -> new SchemaListCommand(around, true)),
                entry("schema disable", "disableschema", around -> new SchemaDisableCommand(around)),
                entry("schema enable", "enableschema", around -> new SchemaEnableCommand(around)),
                entry("schema move", "changeserver", around -> new SchemaMoveCommand(around)),
                entry("schema remove", around -> new SchemaRemoveCommand(around)),
                entry("context add", around -> new ContextAddCommand(around)),
                entry("context list", around -> new ContextListCommand(around)),
                entry("context import", around -> new ContextImportCommand(around)),
                entry("context enable", around -> new ContextEnableCommand(around)),
                entry("context disable", around -> new ContextDisableCommand(around)),
                entry("context remove", around -> new ContextRemoveCommand(around)),
                entry("exists-in-server", "existsinserver", around -> new ExistsInServerCommand(around)),
                entry("node list", around -> new NodeListCommand(around)));
    }

    private static CommandEntry entry(String path, Function<Invocation, Object> maker) {
        return CommandEntry.of("Registry:", path, maker);
    }

    private static CommandEntry entry(String path, String alias, Function<Invocation, Object> maker) {
        return new CommandEntry(path, List.of(alias), "Registry:", maker);
    }
}
