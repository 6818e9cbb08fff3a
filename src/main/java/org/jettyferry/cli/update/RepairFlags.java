package org.jettyferry.cli.update;

import org.jettyferry.cli.terminal.CommonFlags;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import picocli.CommandLine.Option;

/** The flags of a guided repair. */
final class RepairFlags {
    @Option(
            names = "--repair",
            description = "Offer the repair of each row that a failed check has found, where the check has one.")
    boolean repair;

    @Option(names = "--dry-run", description = "Only show what --repair would run, with its values.")
    boolean dryRun;

    @Option(names = "--yes", description = CommonFlags.YES)
    boolean yes;

    /**
     * Checks the flags.
     *
     * @throws OperatorException if they mean nothing together
     */
    void check() {
        if ((dryRun || yes) && !repair) {
            throw new OperatorException(
                    Kind.USAGE,
                    (dryRun ? "--dry-run" : "--yes") + " belongs to --repair",
                    "Without --repair the command changes nothing and asks nothing.");
        }
        if (dryRun && yes) {
            throw new OperatorException(Kind.USAGE, "--dry-run and --yes exclude each other", "Use one of them.");
        }
    }
}
