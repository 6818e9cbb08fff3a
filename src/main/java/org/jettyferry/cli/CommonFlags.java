package org.jettyferry.cli;

import picocli.CommandLine.Option;

/** What every command understands. */
final class CommonFlags {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(names = "--verbose", description = "Show the stack trace of an error.")
    boolean verbose;
}
