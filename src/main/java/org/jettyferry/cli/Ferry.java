package org.jettyferry.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ferry}. */
@Command(
        name = "ferry",
        mixinStandardHelpOptions = true,
        description = "Carries a Jetty session store to another release.")
public final class Ferry {
    private Ferry() {}

    /**
     * Runs the command line and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Ferry()).execute(args));
    }
}
