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

/** Puts the command line together. */
final class Commands {
    private static final Failure ABORTED = new Failure(
            ExitCode.ABORTED, "the answer was not yes, or nobody could be asked", "Say --yes. Nothing was changed.");
    private static final Failure OUTPUT_LOST = new Failure(
            ExitCode.ERROR,
            "the answer could not be written to standard output (no room left, or its reader has gone)",
            "Only the answer is lost: what the command did or refused stands as its exit code would have said. Look with"
                    + " a command that changes nothing, such as ferry detect or a list.");

    private Commands() {}

    /**
     * Makes the command line. Reading the annotations of all commands takes longer than to detect a store, so only the one
     * that is called is there, and all of them only where none is.
     *
     * @param args what will be parsed
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
            new CommandGroups(words).show(root);
        }
        ExceptionHandler exceptionHandler = new ExceptionHandler();
        return root.setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> execute(parsed, exceptionHandler))
                .setExecutionExceptionHandler(exceptionHandler)
                .setParameterExceptionHandler(exceptionHandler);
    }

    /**
     * Runs the command line. An answer that nobody could read is an error, whatever the command did.
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

    /** The command that was called, below all others. A word that none of them knows is an error, also beside --help. */
    private static ParseResult called(ParseResult parsed) {
        if (!parsed.unmatched().isEmpty()) {
            throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), parsed.unmatched());
        }
        return parsed.hasSubcommand() ? called(parsed.subcommand()) : parsed;
    }
}
