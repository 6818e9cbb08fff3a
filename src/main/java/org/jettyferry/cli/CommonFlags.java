package org.jettyferry.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonFlags {
    @Option(
            order = 91,
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(order = 92, names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;
}
