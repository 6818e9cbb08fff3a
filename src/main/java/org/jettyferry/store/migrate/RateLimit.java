package org.jettyferry.store.migrate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jettyferry.store.detect.TableStatistics;

/**
 * Limits of the load that a run puts on the server. They may differ from one attempt of a run to the next.
 *
 * @param chunkRows rows in one transaction; empty to choose by the size of the blobs
 * @param maxRowsPerSecond the highest rate; empty for none
 * @param pauseFile while this file exists, the run pauses between two chunks
 */
public record RateLimit(OptionalInt chunkRows, OptionalInt maxRowsPerSecond, Optional<Path> pauseFile) {
    private static final long CHUNK_BYTES = 32L * 1024 * 1024;

    /** Returns no limits. */
    public static RateLimit full() {
        return new RateLimit(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    /** Returns the rows of a chunk, so that a chunk has about 32 MB and costs about a second if it is lost. */
    int chunkRows(TableStatistics statistics) {
        long average = statistics.rows() == 0 ? 1 : statistics.blobBytes() / statistics.rows() + 200;
        int rows = chunkRows.orElse((int) Math.min(Math.max(CHUNK_BYTES / average, 200), 20_000));
        return Math.min(rows, maxRowsPerSecond.orElse(Integer.MAX_VALUE));
    }
}
