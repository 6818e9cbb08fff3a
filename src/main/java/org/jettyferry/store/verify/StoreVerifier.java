package org.jettyferry.store.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.BlobOptions;
import org.jettyferry.blob.BlobReport;
import org.jettyferry.jdbc.Dialect;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.Generation;
import org.jettyferry.jetty.RowConventions;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.detect.Evidence;
import org.jettyferry.store.journal.MigrationListener;
import org.jspecify.annotations.Nullable;

/**
 * Reads every row of a store and reports what would make a node fail. Changes nothing.
 *
 * <p>It looks for values that Jetty itself would choke on, reads every blob to its end with the codec, checks that the
 * release of the store can read its layout, and compares the rows with the backup of the last run.
 */
public final class StoreVerifier {
    private static final int PROGRESS_EVERY = 1000;

    private final Connection connection;
    private final Dialect dialect;
    private final Evidence evidence;
    private final Comparison comparison;
    private final List<String> findings = new ArrayList<>();

    /**
     * Creates the verifier; reads nothing yet.
     *
     * @param connection to read over; in auto-commit again afterwards
     * @param dialect of its server
     * @param evidence of the detection
     * @param comparison with the backup
     */
    public StoreVerifier(Connection connection, Dialect dialect, Evidence evidence, Comparison comparison) {
        this.connection = connection;
        this.dialect = dialect;
        this.evidence = evidence;
        this.comparison = comparison;
    }

    /**
     * Reads every row.
     *
     * @param listener receives the number of rows read
     */
    public VerifyReport verify(MigrationListener listener) throws SQLException {
        columns();
        long sound = blobs(listener);
        Comparison.Outcome compared = comparison.compare(evidence);
        findings.addAll(compared.findings());
        return new VerifyReport(
                evidence.survey().rows(), sound, findings, compared.sentence(), compared.run(), evidence.quarantine());
    }

    private void columns() throws SQLException {
        if (evidence.sessions().generation() == Generation.TWO) {
            count(
                    SessionColumn.LAST_SAVED_TIME,
                    "coalesce(%s, 0) < 1",
                    "%s a lastSavedTime below 1: Jetty would insert it once more and fail");
            count(
                    SessionColumn.MAX_INTERVAL,
                    "%s > 0 and %<s < 10000",
                    "%s a maxInterval below 10 seconds: it may stand there in seconds instead of milliseconds");
        } else {
            count(SessionColumn.LAST_NODE, "%s is null", "%s no lastNode: Jetty 9.3 answers with an error 500");
        }
    }

    private void count(SessionColumn column, String condition, String finding) throws SQLException {
        if (!evidence.sessions().has(column)) {
            return;
        }
        long rows = Sql.number(
                connection,
                "select count(*) from " + evidence.sessions().name().sql(dialect) + " where "
                        + condition.formatted(evidence.sessions().sql(dialect, column)));
        if (rows > 0) {
            findings.add(finding.formatted(rows == 1 ? "1 row has" : rows + " rows have") + ".");
        }
    }

    private long blobs(MigrationListener listener) throws SQLException {
        BlobCodec codec = new BlobCodec(BlobOptions.DEFAULT);
        Map<String, Long> broken = new TreeMap<>();
        long rows = 0;
        long sound = 0;
        String select = "select " + evidence.sessions().sql(dialect, SessionColumn.MAP) + " from "
                + evidence.sessions().name().sql(dialect);
        connection.setAutoCommit(false); // PostgreSQL's driver streams only in a transaction
        try (Statement statement = dialect.streaming(connection);
                ResultSet blobs = statement.executeQuery(select)) {
            while (blobs.next()) {
                String problem = problem(codec, blobs.getBytes(1));
                sound += problem.isEmpty() ? 1 : 0;
                if (!problem.isEmpty()) {
                    broken.merge(problem, 1L, Long::sum);
                }
                if (++rows % PROGRESS_EVERY == 0) {
                    listener.progress(rows, evidence.survey().rows());
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
        broken.forEach((problem, count) -> findings.add(count + (count == 1 ? " blob: " : " blobs: ") + problem + "."));
        return sound;
    }

    private String problem(BlobCodec codec, byte @Nullable [] blob) {
        try {
            BlobReport report = codec.inspect(blob, blob == null ? 0 : blob.length);
            return evidence.release()
                    .map(RowConventions::of)
                    .filter(conventions -> !conventions.reads().contains(report.layout()))
                    .map(conventions -> report.layout() == BlobLayout.EMPTY
                            ? "empty, which most releases can't read"
                            : "layout " + report.layout().letter() + ", which Jetty " + conventions.release()
                                    + " can't read")
                    .orElse("");
        } catch (BlobException e) {
            return e.code().name();
        }
    }
}
