package org.jettyferry.cli.column;

import java.time.Duration;
import org.jettyferry.cli.terminal.DurationConverter;
import picocli.CommandLine.Option;

/** The flag of commands that take the lock of a table. */
final class WaitFlag {
    /** The server frees the lock of a killed run within this time. */
    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to wait while another run changes columns of the table. Default: 15s.")
    Duration patience = Duration.ofSeconds(15);
}
