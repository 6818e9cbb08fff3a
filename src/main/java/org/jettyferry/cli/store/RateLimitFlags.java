package org.jettyferry.cli.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;
import org.jettyferry.store.migrate.RateLimit;
import picocli.CommandLine.Option;

/**
 * The flags that limit the load of a run on the server. Smaller chunks hold locks for a shorter time; a rate and a
 * pause file leave room for other users of the database. The pause file can be created and deleted while a run works.
 */
final class RateLimitFlags {
    @Option(
            names = "--chunk-rows",
            paramLabel = "N",
            description = "Rows per transaction. Default: chosen by the size of the blobs.")
    Optional<Integer> chunkRows = Optional.empty();

    @Option(names = "--max-rows-per-second", paramLabel = "N", description = "The maximum speed. Default: no limit.")
    Optional<Integer> maxRowsPerSecond = Optional.empty();

    @Option(names = "--pause-file", paramLabel = "FILE", description = "Pause while this file exists.")
    Optional<Path> pauseFile = Optional.empty();

    /** @throws OperatorException if a number is not positive */
    void check() {
        check("--chunk-rows", chunkRows);
        check("--max-rows-per-second", maxRowsPerSecond);
    }

    RateLimit rateLimit(Path directory) {
        return new RateLimit(optional(chunkRows), optional(maxRowsPerSecond), pauseFile.map(directory::resolve));
    }

    private static void check(String flag, Optional<Integer> number) {
        if (number.isPresent() && number.get() < 1) {
            throw new OperatorException(Kind.USAGE, flag + " must be 1 or more", "Omit it for the default.");
        }
    }

    private static OptionalInt optional(Optional<Integer> number) {
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }
}
