package org.jettyferry.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.cli.terminal.Invocation;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Makes the command line and runs it. */
final class Commands {
    private static final Failure ABORTED = new Failure(
            ExitCode.ABORTED,
            "the answer was not yes, or there is no terminal to prompt on",
            "Nothing was changed. --yes skips the prompt.");
    private static final Failure OUTPUT_LOST = new Failure(
            ExitCode.ERROR,
            "the answer could not be written to standard output; the disk may be full",
            "Only the answer is lost; what the command changed stays. See the state with a command that changes"
                    + " nothing, such as ferry detect or a list.");

    private Commands() {}

    /**
     * Makes the command line. It holds only the command that {@code args} call, because reading the annotations of all
     * commands takes longer than detecting a store. It holds all of them where no command is called, as for the help.
     *
     * @param args what will be parsed later
     */
    static CommandLine commandLine(Invocation invocation, String... args) {
        CommandLine root = new CommandLine(new Ferry());
        CommandTable table = new CommandTable(invocation);
        Map<String, Set<String>> words = table.words();
        if (args.length > 0 && words.values().stream().anyMatch(names -> names.contains(args[0]))) {
            root.addSubcommand(args[0], table.command(args[0], args.length > 1 ? args[1] : ""));
        } else {
            words.values().forEach(names -> names.forEach(name -> root.addSubcommand(name, table.command(name, ""))));
            root.addSubcommand("help", new HelpCommand());
            root.addSubcommand("generate-completion", new AutoComplete.GenerateCompletion());
            new CommandGroups(words).install(root);
        }
        ExceptionHandler exceptionHandler = new ExceptionHandler();
        return root.setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> execute(parsed, exceptionHandler))
                .setExecutionExceptionHandler(exceptionHandler)
                .setParameterExceptionHandler(exceptionHandler);
    }

    /**
     * Runs the command line. Output that could not be written turns success into an error; a failed command keeps its
     * own exit code.
     *
     * @return the exit code
     */
    static int run(CommandLine commandLine, String... args) {
        int code;
        try {
            code = commandLine.execute(args);
        } catch (Error e) {
            code = new ExceptionHandler().handleError(e, commandLine, List.of(args));
        }
        if (!commandLine.getOut().checkError()) {
            return code;
        }
        OUTPUT_LOST.print(commandLine.getErr());
        return code == ExitCode.DONE ? OUTPUT_LOST.exit() : code;
    }

    private static int execute(ParseResult parsed, ExceptionHandler exceptionHandler) {
        TerminalCharset.check(parsed.commandSpec().commandLine(), parsed.originalArgs());
        CommandLine called = called(parsed).commandSpec().commandLine();
        try {
            int code = new CommandLine.RunLast().execute(parsed);
            if (code == ExitCode.ABORTED && ExceptionHandler.wantsJson(called, parsed.originalArgs())) {
                ABORTED.printJson(called.getOut());
            }
            return code;
        } catch (Error e) {
            return exceptionHandler.handleError(e, called, parsed.originalArgs());
        }
    }

    /**
     * Returns the innermost subcommand that was called.
     *
     * @throws UnmatchedArgumentException if a word is unknown; picocli itself would ignore it beside --help
     */
    private static ParseResult called(ParseResult parsed) {
        if (!parsed.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), parsed.unmatched());
        }
        return parsed.hasSubcommand() ? called(parsed.subcommand()) : parsed;
    }
}
