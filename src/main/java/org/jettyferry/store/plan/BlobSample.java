package org.jettyferry.store.plan;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.Transcoded;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.detect.TableStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Sends a sample of the blobs through the codec as a run would, and keeps only counts. Changes nothing.
 *
 * <p>At most 500 blobs and 32 MB are read, so a plan takes seconds on a table of any size. Blobs over 1 MB are left
 * out, so that a sample fits into a memory in which the run may not.
 */
public final class BlobSample {
    private static final int ROWS = 500;
    private static final long BYTES = 32_000_000;

    private static final long LARGEST = 1_000_000;

    /** The first two bytes of compressed forms, for the hint in the forecast. */
    private static final Map<String, String> FORMS = Map.of(
            "1f8b", "gzip",
            "7801", "zlib",
            "789c", "zlib",
            "78da", "zlib",
            "28b5", "Zstandard",
            "0422", "LZ4",
            "504b", "a ZIP archive");

    private final BlobCodec codec;
    private final BlobLayout target;
    private final Map<String, Long> refused = new TreeMap<>();
    private Optional<String> form = Optional.empty();
    private long sampled;
    private long bytes;
    private long loaderFlags;

    private BlobSample(MigrationOptions options, RowConventions from, RowConventions to) {
        this.codec = new BlobCodec(BlobRules.of(options, from, to));
        this.target = to.writes();
    }

    /** Samples all rows of a store. */
    public static Forecast of(
            Connection connection,
            Dialect dialect,
            Evidence evidence,
            MigrationOptions options,
            RowConventions from,
            RowConventions to)
            throws SQLException {
        return of(connection, dialect, evidence, "1 = 1", 0, new BlobSample(options, from, to));
    }

    /**
     * Samples the rows that a run would read.
     *
     * @param live a condition that selects these rows; the alias of the table is {@code s}
     * @param tooLong rows whose context path or host will not fit, counted from the statistics
     */
    static Forecast of(Connection connection, Dialect dialect, MigrationPlan plan, String live, long tooLong)
            throws SQLException {
        return of(
                connection,
                dialect,
                plan.evidence(),
                live,
                tooLong,
                new BlobSample(plan.options(), plan.from(), plan.to()));
    }

    private static Forecast of(
            Connection connection, Dialect dialect, Evidence evidence, String rows, long tooLong, BlobSample sample)
            throws SQLException {
        String map = "s." + evidence.sessions().sql(dialect, SessionColumn.MAP);
        String select = "select " + map + " from " + evidence.sessions().name().sql(dialect) + " s where " + rows
                + " and coalesce(" + dialect.octetLength(map) + ", 0) <= " + LARGEST;
        sample.read(connection, dialect, dialect.limit(select, ROWS));
        TableStatistics statistics = evidence.survey();
        boolean all = statistics.rows() <= ROWS && statistics.largestBlob() <= LARGEST && sample.bytes < BYTES;
        return new Forecast(sample.sampled, all, sample.refused, sample.form, tooLong, sample.loaderFlags);
    }

    private void read(Connection connection, Dialect dialect, String select) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false); // PostgreSQL's driver streams only in a transaction
        try (Statement statement = dialect.streaming(connection);
                ResultSet blobs = statement.executeQuery(select)) {
            while (bytes < BYTES && blobs.next()) {
                add(blobs.getBytes(1));
            }
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private void add(byte @Nullable [] blob) {
        int length = blob == null ? 0 : blob.length;
        sampled++;
        bytes += length;
        try {
            Transcoded result = codec.transcode(blob, length, target);
            loaderFlags += result.changes().loaderFlags() > 0 ? 1 : 0;
        } catch (BlobException e) {
            refused.merge(e.code().name(), 1L, Long::sum);
            if (blob != null && form.isEmpty()) {
                form = form(blob);
            }
        }
    }

    private static Optional<String> form(byte[] blob) {
        return blob.length < 2
                ? Optional.empty()
                : Optional.ofNullable(FORMS.get("%02x%02x".formatted(blob[0], blob[1])));
    }
}
