package org.jettyferry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.cli.connection.DatabaseCommand;
import org.jettyferry.cli.terminal.Exit;
import org.jettyferry.cli.terminal.UsageException;
import org.jettyferry.database.DatabaseException;
import org.jettyferry.database.FerryException;
import org.jettyferry.database.Problem;
import org.jettyferry.registry.RegistryException;
import org.jettyferry.store.journal.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: what happened, what was kept and what to do next; and answers the exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Pattern ENUM_VALUES = Pattern.compile("one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        boolean verbose = false;
        String text = "ferry: " + told(e);
        if (commandLine.getCommand() instanceof DatabaseCommand command) {
            verbose = command.verbose();
            text = command.withoutSecrets(verbose ? text + System.lineSeparator() + stackTrace(e) : text);
        }
        commandLine.getErr().println(text);
        return exitCode(e);
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        List<String> unmatched = e instanceof UnmatchedArgumentException of
                ? of.getUnmatched()
                : e instanceof MissingParameterException ? e.getCommandLine().getUnmatchedArguments() : List.of();
        err.println("ferry: " + (unmatched.isEmpty() ? plain(e) : unknown(unmatched)));
        err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE;
    }

    static int exitCode(Exception e) {
        if (e instanceof UsageException
                || e instanceof RegistryException.Invalid
                || (e instanceof DatabaseException no && no.problem() == Problem.URL_NOT_UNDERSTOOD)) {
            return Exit.USAGE;
        }
        if (e instanceof StoreException.Refused
                || e instanceof RegistryException.Refused
                || (e instanceof DatabaseException no && no.problem() == Problem.ROWS_HIDDEN)) {
            return Exit.REFUSED;
        }
        return e instanceof StoreException.LockHeld || e instanceof RegistryException.LockHeld
                ? Exit.LOCKED
                : Exit.ERROR;
    }

    private static String told(Exception e) {
        return e instanceof FerryException foreseen
                ? foreseen.getMessage() + System.lineSeparator() + foreseen.remedy()
                : "an error that was not foreseen: " + e + System.lineSeparator()
                        + "Run the same command again with --verbose to see where it comes from.";
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

    private static String stackTrace(Exception e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
