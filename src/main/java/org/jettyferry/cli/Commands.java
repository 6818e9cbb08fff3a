package org.jettyferry.cli;

import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Puts the command line together. */
final class Commands {
    /** In the order in which an operator comes to them. */
    private static final List<String> STORE =
            List.of("detect", "plan", "upgrade", "downgrade", "verify", "retry", "repair", "backup", "guide");

    private static final List<String> REGISTRY = List.of("server", "schema", "context", "exists-in-server", "node");

    private static final List<String> OPEN_XCHANGE = List.of(
            "registerserver",
            "listserver",
            "listdatabaseschema",
            "disableschema",
            "enableschema",
            "changeserver",
            "existsinserver");

    /** What is below a command. */
    private static final Map<String, List<String>> BELOW = Map.of(
            "backup", List.of("list", "restore", "purge"),
            "server", List.of("register", "list", "remove"),
            "schema", List.of("add", "list", "disable", "enable", "move", "remove"),
            "context", List.of("add", "list", "import", "enable", "disable", "remove"),
            "node", List.of("list"));

    private final Surroundings around;

    private Commands(Surroundings around) {
        this.around = around;
    }

    /**
     * Makes the command line. Reading the annotations of all commands takes longer than to detect a store, so only the one
     * that is called is there, and all of them only where none is.
     *
     * @param args what will be parsed
     */
    static CommandLine commandLine(Surroundings around, String... args) {
        CommandLine root = new CommandLine(new Ferry());
        Commands commands = new Commands(around);
        List<List<String>> all = List.of(STORE, REGISTRY, OPEN_XCHANGE);
        if (args.length > 0 && all.stream().anyMatch(names -> names.contains(args[0]))) {
            root.addSubcommand(args[0], commands.command(args[0], args.length > 1 ? args[1] : ""));
        } else {
            all.forEach(names -> names.forEach(name -> root.addSubcommand(name, commands.command(name, ""))));
            root.addSubcommand("help", new CommandLine.HelpCommand());
            root.addSubcommand("generate-completion", new AutoComplete.GenerateCompletion());
            new CommandGroups(List.of("Session store:", "Registry:", "The same, as Open-Xchange calls it:"), all)
                    .show(root);
        }
        Failures failures = new Failures();
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    /** @param below the one that is called below it; all of them if it is none */
    private Object command(String name, String below) {
        List<String> names = BELOW.getOrDefault(name, List.of());
        if (names.isEmpty()) {
            return single(name);
        }
        CommandLine group = roof(name);
        for (String one : names.contains(below) ? List.of(below) : names) {
            group.addSubcommand(one, name.equals("backup") ? backup(one) : registry(name + " " + one));
        }
        return group;
    }

    private static CommandLine roof(String name) {
        return switch (name) {
            case "backup" -> new CommandLine(new BackupCommand());
            case "server" -> GroupCommand.of("Servers: groups of nodes that share one version and one load balancer.");
            case "schema" -> GroupCommand.of("Database schemata, and which server each is assigned to.");
            case "context" -> GroupCommand.of("Contexts (tenants), and which schema each lives in.");
            case "node" -> GroupCommand.of("Nodes: Jetty processes that have told of themselves.");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Object single(String name) {
        return switch (name) {
            case "detect" -> new DetectCommand(around);
            case "plan" -> new PlanCommand(around);
            case "upgrade" -> new UpgradeCommand(around);
            case "downgrade" -> new DowngradeCommand(around);
            case "verify" -> new VerifyCommand(around);
            case "retry" -> new RetryCommand(around);
            case "repair" -> new RepairCommand(around);
            case "guide" -> new GuideCommand(around);
            default -> registry(name);
        };
    }

    private Object backup(String name) {
        return switch (name) {
            case "list" -> new BackupListCommand(around);
            case "restore" -> new BackupRestoreCommand(around);
            case "purge" -> new BackupPurgeCommand(around);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Object registry(String name) {
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
