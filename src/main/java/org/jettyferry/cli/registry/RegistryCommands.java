package org.jettyferry.cli.registry;

import java.util.List;
import java.util.Map;
import org.jettyferry.cli.terminal.GroupCommand;
import org.jettyferry.cli.terminal.Surroundings;
import picocli.CommandLine;

/** All commands on the registry, under both names where they have two; each is made when it is asked for. */
public final class RegistryCommands {
    /** Ferry's own names, in the order in which an operator comes to them. */
    public static final List<String> NAMES = List.of("server", "schema", "context", "exists-in-server", "node");

    /** What Open-Xchange calls the same. */
    public static final List<String> OPEN_XCHANGE_NAMES = List.of(
            "registerserver",
            "listserver",
            "listdatabaseschema",
            "disableschema",
            "enableschema",
            "changeserver",
            "existsinserver");

    /** What is below a command. */
    private static final Map<String, List<String>> BELOW = Map.of(
            "server", List.of("register", "list", "remove"),
            "schema", List.of("add", "list", "disable", "enable", "move", "remove"),
            "context", List.of("add", "list", "import", "enable", "disable", "remove"),
            "node", List.of("list"));

    private final Surroundings around;

    /**
     * Makes no command yet.
     *
     * @param around what each will find around it
     */
    public RegistryCommands(Surroundings around) {
        this.around = around;
    }

    /**
     * A command, for picocli.
     *
     * @param name one of {@link #NAMES} or {@link #OPEN_XCHANGE_NAMES}
     * @param below the one that is called below it; all of them if it is none
     * @return it, with what is below it
     */
    public Object command(String name, String below) {
        return BELOW.containsKey(name) ? group(name, below) : single(name);
    }

    private CommandLine group(String name, String below) {
        List<String> names = BELOW.getOrDefault(name, List.of());
        return GroupCommand.of(
                description(name), String.join(", ", names), names, below, one -> single(name + " " + one));
    }

    private static String description(String group) {
        return switch (group) {
            case "server" -> "Servers: groups of nodes that share one version and one load balancer.";
            case "schema" -> "Database schemata, and which server each is assigned to.";
            case "context" -> "Contexts (tenants), and which schema each lives in.";
            case "node" -> "Nodes: Jetty processes that have told of themselves.";
            default -> throw new IllegalArgumentException(group);
        };
    }

    private Object single(String name) {
        return switch (name) {
            case "server register", "registerserver" -> new ServerRegisterCommand(around);
            case "server list", "listserver" -> new ServerListCommand(around);
            case "server remove" -> new ServerRemoveCommand(around);
            case "schema add" -> new SchemaAddCommand(around);
            case "schema list", "listdatabaseschema" -> new SchemaListCommand(around, name.startsWith("list"));
            case "schema disable", "disableschema" -> new SchemaDisableCommand(around);
            case "schema enable", "enableschema" -> new SchemaEnableCommand(around);
            case "schema move", "changeserver" -> new SchemaMoveCommand(around);
            case "schema remove" -> new SchemaRemoveCommand(around);
            case "context add" -> new ContextAddCommand(around);
            case "context list" -> new ContextListCommand(around);
            case "context import" -> new ContextImportCommand(around);
            case "context enable" -> new ContextEnableCommand(around);
            case "context disable" -> new ContextDisableCommand(around);
            case "context remove" -> new ContextRemoveCommand(around);
            case "exists-in-server", "existsinserver" -> new ExistsInServerCommand(around);
            case "node list" -> new NodeListCommand(around);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
