package org.jettyferry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jettyferry.database.DatabaseException;
import org.jettyferry.registry.RegistryException;
import org.jettyferry.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: what happened, what was kept and what to do next; and answers the exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        boolean verbose = false;
        String text = "ferry: " + happened(e) + System.lineSeparator() + remedy(e);
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
        err.println(
                "ferry: " + (e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : e.getMessage()));
        err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE;
    }

    static int exitCode(Exception e) {
        if (e instanceof UsageException || e instanceof RegistryException.Invalid) {
            return Exit.USAGE;
        }
        if (e instanceof StoreException.Refused || e instanceof RegistryException.Refused) {
            return Exit.REFUSED;
        }
        return e instanceof StoreException.LockHeld || e instanceof RegistryException.LockHeld
                ? Exit.LOCKED
                : Exit.ERROR;
    }

    private static String happened(Exception e) {
        if (e instanceof UsageException
                || e instanceof StoreException
                || e instanceof RegistryException
                || e instanceof DatabaseException) {
            return String.valueOf(e.getMessage());
        }
        return "an error that was not foreseen: " + e;
    }

    private static String remedy(Exception e) {
        if (e instanceof UsageException usage) {
            return usage.remedy();
        }
        if (e instanceof StoreException refusal) {
            return refusal.remedy();
        }
        if (e instanceof RegistryException refusal) {
            return refusal.remedy();
        }
        if (e instanceof DatabaseException refusal) {
            return sentence(refusal.problem().remedy());
        }
        return "Run the same command again with --verbose to see where it comes from.";
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    /** What stands behind the name of an option may be a secret. */
    private static String unknown(UnmatchedArgumentException e) {
        List<String> unmatched = e.getUnmatched();
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
