package org.jettyferry.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Puts the command line together. */
final class Commands {
    /** In the order in which an operator comes to them. */
    private static final List<String> NAMES =
            List.of("detect", "plan", "upgrade", "downgrade", "verify", "retry", "repair", "backup", "guide");

    private Commands() {}

    /**
     * Makes the command line. Reading the annotations of all commands takes longer than to detect a store, so only the one
     * that is called is there, and all of them only where none is.
     *
     * @param args what will be parsed
     */
    static CommandLine commandLine(Surroundings around, String... args) {
        CommandLine root = new CommandLine(new Ferry());
        if (args.length > 0 && NAMES.contains(args[0])) {
            root.addSubcommand(args[0], command(args[0], around));
        } else {
            for (String name : NAMES) {
                root.addSubcommand(name, command(name, around));
            }
            root.addSubcommand("help", new CommandLine.HelpCommand());
            root.addSubcommand("generate-completion", new AutoComplete.GenerateCompletion());
        }
        Failures failures = new Failures();
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static Object command(String name, Surroundings around) {
        return switch (name) {
            case "detect" -> new DetectCommand(around);
            case "plan" -> new PlanCommand(around);
            case "upgrade" -> new UpgradeCommand(around);
            case "downgrade" -> new DowngradeCommand(around);
            case "verify" -> new VerifyCommand(around);
            case "retry" -> new RetryCommand(around);
            case "repair" -> new RepairCommand(around);
            case "guide" -> new GuideCommand(around);
            case "backup" ->
                new CommandLine(new BackupCommand())
                        .addSubcommand("list", new BackupListCommand(around))
                        .addSubcommand("restore", new BackupRestoreCommand(around))
                        .addSubcommand("purge", new BackupPurgeCommand(around));
            default -> throw new IllegalArgumentException(name);
        };
    }
}
