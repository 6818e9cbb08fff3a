package org.jettyferry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jettyferry.cli.terminal.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ferry help}. Picocli's own does not find subcommands of subcommands. */
@Command(
        name = "help",
        helpCommand = true,
        description = "Shows the help of a command.",
        footer = {"", "Examples:", "  ferry help upgrade", "  ferry help backup list"})
final class HelpCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, and its subcommand.")
    List<String> words = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            CommandLine subcommand = command.getSubcommands().get(word);
            if (subcommand == null) {
                throw new ParameterException(command, "unknown command or argument " + word);
            }
            command = subcommand;
        }
        command.usage(command.getOut());
        return ExitCode.DONE;
    }
}
