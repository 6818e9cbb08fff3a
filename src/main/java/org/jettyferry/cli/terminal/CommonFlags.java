package org.jettyferry.cli.terminal;

import picocli.CommandLine.Option;

/** What every command understands. */
public final class CommonFlags {
    @Option(
            order = 91,
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(order = 92, names = "--verbose", description = "Show the stack trace of an error.")
    private boolean verbose;

    /** Whether the stack trace of an error is to be shown. */
    public boolean verbose() {
        return verbose;
    }
}
