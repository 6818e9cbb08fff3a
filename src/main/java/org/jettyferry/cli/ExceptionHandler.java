package org.jettyferry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.terminal.ExitCode;
import org.jettyferry.jdbc.OperatorException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns exceptions into error messages and exit codes. Each message says what happened, what was kept and what to do
 * next. It goes to standard error, and with {@code --json} to standard output as well.
 *
 * <p>An {@link OperatorException} is expected and brings its own remedy. Every other exception is a defect of Ferry:
 * {@code --verbose} shows its stack trace. Drivers may quote the URL in their messages, so texts are masked before they
 * are printed.
 */
final class ExceptionHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Pattern ENUM_VALUES = Pattern.compile("one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        return show(failure(e), e, commandLine, parsed.originalArgs());
    }

    /** Handles an error of the JVM, which picocli does not catch. */
    int handleError(Error e, CommandLine commandLine, List<String> args) {
        return show(ErrorText.of(e), e, commandLine, args);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        List<String> unmatched = e instanceof UnmatchedArgumentException unmatchedArgument
                ? unmatchedArgument.getUnmatched()
                : e instanceof MissingParameterException ? e.getCommandLine().getUnmatchedArguments() : List.of();
        CommandLine commandLine = e.getCommandLine();
        Failure failure = new Failure(
                ExitCode.USAGE,
                unmatched.isEmpty() ? plain(e) : unknown(unmatched),
                meant(commandLine, unmatched) + "See: "
                        + commandLine.getCommandSpec().qualifiedName() + " --help");
        failure.print(commandLine.getErr());
        if (wantsJson(commandLine, List.of(args))) {
            failure.printJson(commandLine.getOut());
        }
        return failure.exit();
    }

    /** Returns whether the command has a flag {@code --json}, and it is set. */
    static boolean wantsJson(CommandLine commandLine, List<String> args) {
        return args.contains("--json") && commandLine.getCommandSpec().findOption("--json") != null;
    }

    private static int show(Failure failure, Throwable cause, CommandLine commandLine, List<String> args) {
        Failure shown = failure;
        String trace = "";
        if (commandLine.getCommand() instanceof DatabaseCommand command) {
            shown = failure.masked(command::withoutSecrets);
            trace = command.verbose() ? command.withoutSecrets(stackTrace(cause)) : "";
        }
        shown.print(commandLine.getErr());
        if (!trace.isEmpty()) {
            commandLine.getErr().println(trace);
        }
        if (wantsJson(commandLine, args)) {
            shown.printJson(commandLine.getOut());
        }
        return shown.exit();
    }

    /** Returns the exit code for an exception; it is part of the interface that scripts rely on. */
    static int exitCode(Exception e) {
        return e instanceof OperatorException expected ? expected.kind().exitCode() : ExitCode.ERROR;
    }

    private static Failure failure(Exception e) {
        return e instanceof OperatorException expected
                ? new Failure(exitCode(e), String.valueOf(expected.getMessage()), expected.remedy())
                : new Failure(
                        exitCode(e),
                        "unexpected error: " + e,
                        "Run the same command again with --verbose to see where it comes from.");
    }

    /** Returns picocli's message with enum values as the help shows them, and without its doubled "option". */
    private static String plain(ParameterException e) {
        String text = String.valueOf(e.getMessage()).replace("option option", "option");
        Matcher values = ENUM_VALUES.matcher(text);
        return values.find()
                ? text.substring(0, values.start())
                        + values.group(1).toLowerCase(Locale.ROOT).replace(", ", " or ")
                        + text.substring(values.end())
                : text;
    }

    /** Returns a question for what is like an unknown word; empty if nothing is. An option's value may be a secret. */
    private static String meant(CommandLine commandLine, List<String> unmatched) {
        if (unmatched.isEmpty()) {
            return "";
        }
        String word = unmatched.get(0).split("=", 2)[0];
        return new UnmatchedArgumentException(commandLine, List.of(word))
                .getSuggestions().stream()
                        .map(suggestion -> suggestion.split("[= ]", 2)[0])
                        .filter(suggestion -> suggestion.startsWith("-") == word.startsWith("-"))
                        .distinct()
                        .limit(3)
                        .reduce((one, other) -> one + " or " + other)
                        .map(like -> "Did you mean " + like + "? ")
                        .orElse("");
    }

    /** Names an unknown option without its value, which may be a secret. */
    private static String unknown(List<String> unmatched) {
        String first = unmatched.get(0);
        if (first.startsWith("--")) {
            return "unknown option " + first.split("=", 2)[0];
        }
        if (first.startsWith("-")) {
            return "unknown option " + first.substring(0, Math.min(2, first.length()));
        }
        return "unknown command or argument " + first;
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
