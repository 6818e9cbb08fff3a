package org.jettyferry.cli.terminal;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of every command, and the help texts of flags that many commands have. */
public final class CommonFlags {
    /** The help of {@code --yes}. */
    public static final String YES = "Skip the prompt. Required without a terminal.";

    /** The help of {@code --json}. */
    public static final String JSON = "Answer in JSON.";

    /** The help of {@code --json} where a command also prints a plan or asks a question. */
    public static final String JSON_APART =
            "Answer in JSON on standard output; everything else goes to standard error.";

    /** The help of {@code --assume-stopped}. */
    public static final String ASSUME_STOPPED = "Ignore signs of nodes that are still alive.";

    @Option(
            order = 91,
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(order = 92, names = "--verbose", description = "Show the stack trace of an error.")
    private boolean verbose;

    @Option(
            order = 93,
            names = {"-q", "--quiet"},
            description = "Show no progress and no notes: only the answer, warnings and errors.")
    private boolean quiet;

    @Option(
            order = 94,
            names = "--log-file",
            paramLabel = "FILE",
            description = "Append all that is printed to this file too, each line with its time.")
    private Optional<Path> logFile = Optional.empty();

    /** Returns whether progress and notes are not to be shown. */
    public boolean quiet() {
        return quiet;
    }

    /** Returns the file that shall have all that is printed, too. */
    public Optional<Path> logFile() {
        return logFile;
    }

    /** Returns whether an error shows its stack trace. */
    public boolean verbose() {
        return verbose;
    }
}
