package org.jettyferry.cli.column;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jettyferry.cli.terminal.DurationConverter;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.update.column.CopyLimit;
import picocli.CommandLine.Option;

/** The flags that limit the load of copying rows. */
final class CopyFlags {
    @Option(names = "--chunk-rows", paramLabel = "N", description = "Rows per transaction. Default: 2000.")
    int chunkRows = CopyLimit.standard().chunkRows();

    @Option(names = "--max-rows-per-second", paramLabel = "N", description = "The maximum speed. Default: no limit.")
    Optional<Integer> maxRowsPerSecond = Optional.empty();

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Pause between two transactions, such as 0.2s. Default: none.")
    Duration pause = Duration.ZERO;

    /** @throws OperatorException if a number is not positive */
    void check() {
        if (chunkRows < 1 || maxRowsPerSecond.orElse(1) < 1) {
            throw new OperatorException(
                    Kind.USAGE,
                    "--chunk-rows and --max-rows-per-second must be 1 or more",
                    "Omit them for the default.");
        }
    }

    CopyLimit limit() {
        return new CopyLimit(chunkRows, maxRowsPerSecond.map(OptionalInt::of).orElseGet(OptionalInt::empty), pause);
    }
}
