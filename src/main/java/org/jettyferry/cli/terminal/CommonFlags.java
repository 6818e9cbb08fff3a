package org.jettyferry.cli.terminal;

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

    /** Returns whether an error shows its stack trace. */
    public boolean verbose() {
        return verbose;
    }
}
