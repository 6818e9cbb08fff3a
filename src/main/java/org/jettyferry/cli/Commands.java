package org.jettyferry.cli;

import java.util.List;
import org.jettyferry.cli.registry.RegistryCommands;
import org.jettyferry.cli.store.StoreCommands;
import org.jettyferry.cli.terminal.Surroundings;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Puts the command line together. */
final class Commands {
    private static final List<List<String>> NAMES =
            List.of(StoreCommands.NAMES, RegistryCommands.NAMES, RegistryCommands.OPEN_XCHANGE_NAMES);

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
        if (args.length > 0 && NAMES.stream().anyMatch(names -> names.contains(args[0]))) {
            root.addSubcommand(args[0], commands.command(args[0], args.length > 1 ? args[1] : ""));
        } else {
            NAMES.forEach(names -> names.forEach(name -> root.addSubcommand(name, commands.command(name, ""))));
            root.addSubcommand("help", new HelpCommand());
            root.addSubcommand("generate-completion", new AutoComplete.GenerateCompletion());
            new CommandGroups(List.of("Session store:", "Registry:", "The same, as Open-Xchange calls it:"), NAMES)
                    .show(root);
        }
        Failures failures = new Failures();
        return root.setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Commands::execute)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static int execute(ParseResult parsed) {
        Letters.check(parsed.commandSpec().commandLine(), parsed.originalArgs());
        return new CommandLine.RunLast().execute(parsed);
    }

    /** @param below the one that is called below it; all of them if it is none */
    private Object command(String name, String below) {
        return StoreCommands.NAMES.contains(name)
                ? new StoreCommands(around).command(name, below)
                : new RegistryCommands(around).command(name, below);
    }
}
