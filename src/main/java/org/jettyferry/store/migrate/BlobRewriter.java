package org.jettyferry.store.migrate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.Transcoded;
import org.jettyferry.jdbc.BlobCheck;
import org.jettyferry.jdbc.BulkCopy;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.SessionColumn;
import org.jettyferry.store.journal.Run;
import org.jettyferry.store.plan.BlobRules;
import org.jettyferry.store.plan.Statements;

/**
 * Rewrites the blobs of one chunk after the other with the codec, and quarantines the rows whose blob the codec
 * refuses.
 *
 * <p>The bulk copy calls {@link #rewrite} for each row between reading and writing it. Two sums are kept on the way:
 * over the old blobs as they were read, which the swap compares with the old table, and over the new blobs as they were
 * written, which the verification compares with the new table. Refused rows are only remembered: their quarantine needs
 * the connection, which is busy with the bulk copy until {@link #end}.
 *
 * <p>Buffers are reused between rows; a blob larger than {@link #KEEP} gets a buffer that is not kept. For one thread.
 */
final class BlobRewriter implements BulkCopy.RowRewriter {
    private static final byte[] NOTHING = {};
    /** Bytes of the largest buffer that is kept for the next row. */
    private static final int KEEP = 1 << 22;

    private final RunContext context;
    private final BlobCodec codec;
    private final BlobLayout target;
    private final BlobCheck check;
    private final long capacity;
    private final int keys;
    private final List<Refusal> refusals = new ArrayList<>();
    private byte[] source = NOTHING;
    private long repaired;
    private long dropped;
    private long bytes;
    private long checkSum;
    private long readSum;

    private record Refusal(List<String> key, String code, String reason) {}

    BlobRewriter(RunContext context) {
        this.context = context;
        this.codec = new BlobCodec(BlobRules.of(
                context.plan().options(), context.plan().from(), context.plan().to()));
        this.target = context.plan().to().writes();
        this.check = context.dialect().blobCheck();
        this.capacity = context.dialect()
                .capacity(context.plan().target().type(SessionColumn.MAP))
                .orElse(Long.MAX_VALUE);
        this.keys = context.statements().sourceKey().size();
    }

    /** Forgets the counts of the last chunk. */
    void begin() {
        refusals.clear();
        repaired = 0;
        dropped = 0;
        bytes = 0;
        checkSum = 0;
        readSum = 0;
    }

    @Override
    public boolean rewrite(BulkCopy.Row row) {
        try {
            Transcoded result = codec.transcode(contiguous(row), row.blobLength(), target);
            if (result.length() > capacity) {
                refuse(row, "TOO_LARGE", "its blob of " + result.length() + " bytes does not fit into the column");
                return false;
            }
            repaired += result.repaired() ? 1 : 0;
            dropped += result.changes().dropped();
            bytes += result.length();
            long session = Long.parseLong(row.key(keys));
            readSum += check.of(row.blob(), row.blobOffset(), row.blobLength()) ^ session;
            checkSum += check.of(result.buffer(), 0, result.length()) ^ session;
            row.replaceBlob(result.buffer(), result.length());
            return true;
        } catch (BlobException e) {
            refuse(row, e.code().name(), String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Returns the blob in an array that it begins; the codec takes no offset. */
    private byte[] contiguous(BulkCopy.Row row) {
        if (row.blobOffset() == 0) {
            return row.blob();
        }
        if (source.length < row.blobLength() || source.length > KEEP) {
            source = NOTHING; // release the old buffer before the larger one is allocated
            source = new byte[row.blobLength() > KEEP ? row.blobLength() : Math.min(KEEP, 2 * row.blobLength())];
        }
        System.arraycopy(row.blob(), row.blobOffset(), source, 0, row.blobLength());
        return source;
    }

    private void refuse(BulkCopy.Row row, String code, String reason) {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            key.add(row.key(i));
        }
        refusals.add(new Refusal(key, code, reason.length() > 1000 ? reason.substring(0, 1000) : reason));
    }

    /** Quarantines the refused rows as they are in the old table, and returns the counts of the chunk. */
    Run.Tally end(Run run, long rows) throws SQLException {
        Statements statements = context.statements();
        for (Refusal refusal : refusals) {
            String condition = statements.keyIs(refusal.key());
            Sql.update(
                    context.connection(),
                    statements.quarantine(run.id(), refusal.code(), refusal.reason(), condition, run.cutoff()));
        }
        return new Run.Tally(rows, 0, repaired, refusals.size(), dropped, bytes, checkSum, readSum);
    }
}
