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
 * Says what went wrong: what happened, what was kept and what to do next; and answers the exit code. People read it on
 * standard error; who asked for JSON gets it on standard output too.
 */
final class ExceptionHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Pattern ENUM_VALUES = Pattern.compile("one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        return show(failure(e), e, commandLine, parsed.originalArgs());
    }

    /** The same for what picocli leaves alone: an error of the Java machine. */
    int handleError(Error e, CommandLine commandLine, List<String> args) {
        return show(ErrorText.of(e), e, commandLine, args);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        List<String> unmatched = e instanceof UnmatchedArgumentException of
                ? of.getUnmatched()
                : e instanceof MissingParameterException ? e.getCommandLine().getUnmatchedArguments() : List.of();
        CommandLine commandLine = e.getCommandLine();
        Failure failure = new Failure(
                ExitCode.USAGE,
                unmatched.isEmpty() ? plain(e) : unknown(unmatched),
                "See: " + commandLine.getCommandSpec().qualifiedName() + " --help");
        failure.print(commandLine.getErr());
        if (wantsJson(commandLine, List.of(args))) {
            failure.printJson(commandLine.getOut());
        }
        return failure.exit();
    }

    /** Whether the command can answer in JSON, and was asked to. */
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

    static int exitCode(Exception e) {
        return e instanceof OperatorException expected ? expected.kind().exitCode() : ExitCode.ERROR;
    }

    private static Failure failure(Exception e) {
        return e instanceof OperatorException foreseen
                ? new Failure(exitCode(e), String.valueOf(foreseen.getMessage()), foreseen.remedy())
                : new Failure(
                        exitCode(e),
                        "an error that was not foreseen: " + e,
                        "Run the same command again with --verbose to see where it comes from.");
    }

    /** The library's words, but values as they are to be written, and no word twice. */
    private static String plain(ParameterException e) {
        String text = String.valueOf(e.getMessage()).replace("option option", "option");
        Matcher values = ENUM_VALUES.matcher(text);
        return values.find()
                ? text.substring(0, values.start())
                        + values.group(1).toLowerCase(Locale.ROOT).replace(", ", " or ")
                        + text.substring(values.end())
                : text;
    }

    /** What stands behind the name of an option may be a secret. */
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
