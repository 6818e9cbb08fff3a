package org.jettyferry.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads and rewrites rows on a thread of its own, ahead of the writer that takes the batches. Memory is bounded: at
 * most two batches wait, and of the blobs over 1 MB only one at a time is held outside the reader (the semaphore
 * {@code room}), because several would not fit into the heap. One thread may call {@link #next()} and {@link #close()}.
 */
final class BatchReader implements BulkCopy.Row, AutoCloseable {
    private static final int BATCH_ROWS = 1000;
    private static final long BATCH_BYTES = 2L * 1024 * 1024;
    private static final int AHEAD = 2;
    private static final int LARGE = 1 << 20;

    private final ResultSet rows;
    private final BulkCopy.RowRewriter rewriter;
    private final int keys;
    private final int columns;
    private final int[] types;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread = new Thread(this::readAll, "ferry-reader");
    private final Semaphore room = new Semaphore(1);
    private boolean taken;
    private byte[] blob = new byte[0];
    private int blobLength;

    /**
     * Rows in the form in which they are written.
     *
     * @param rows values of the target's columns; empty at the end
     * @param large whether the last row has a large blob
     * @param failure the error that ended the reading early
     */
    record Batch(List<@Nullable Object[]> rows, boolean large, Optional<Throwable> failure) {}

    BatchReader(ResultSet rows, BulkCopy.Transfer transfer, BulkCopy.RowRewriter rewriter) throws SQLException {
        this.rows = rows;
        this.rewriter = rewriter;
        this.keys = transfer.keyColumns();
        this.columns = transfer.columns().size();
        this.types = new int[columns];
        for (int i = 0; i < columns; i++) {
            types[i] = rows.getMetaData().getColumnType(keys + i + 1);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the JDBC types of the target's columns. */
    int[] types() {
        return types.clone();
    }

    /** Returns the next batch, or one without rows at the end. The caller no longer needs the one before. */
    Batch next() throws SQLException {
        if (taken) {
            taken = false;
            room.release();
        }
        try {
            Batch batch = queue.take();
            taken = batch.large();
            if (batch.failure().isPresent()) {
                throw failed(batch.failure().get());
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    private static SQLException failed(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof SQLException sql ? sql : new SQLException(failure);
    }

    /** Stops the reader and waits for it: nobody may close the result set while it reads. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() {
        try {
            Batch batch = read();
            while (!batch.rows().isEmpty()) {
                queue.put(batch);
                batch = read();
            }
            queue.put(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the caller has closed this
        } catch (SQLException | RuntimeException | Error e) { // the caller waits for a batch, and must get the error
            queue.clear();
            queue.add(new Batch(List.of(), false, Optional.of(e)));
        }
    }

    private Batch read() throws SQLException, InterruptedException {
        List<@Nullable Object[]> batch = new ArrayList<>();
        long bytes = 0;
        boolean large = false;
        while (!large && batch.size() < BATCH_ROWS && bytes < BATCH_BYTES && rows.next()) {
            byte[] stored = rows.getBytes(keys + columns);
            blob = stored == null ? new byte[0] : stored;
            blobLength = blob.length;
            if (rewriter.rewrite(this)) {
                large = isLarge();
                if (large) {
                    room.acquire();
                }
                batch.add(values());
                bytes += blobLength;
            }
        }
        return new Batch(batch, large, Optional.empty());
    }

    /** Whether this blob needs the {@code room} that one large blob at a time may have. */
    private boolean isLarge() {
        return blobLength > LARGE;
    }

    private @Nullable Object[] values() throws SQLException {
        @Nullable Object[] values = new Object[columns];
        for (int i = 0; i < columns - 1; i++) {
            int column = keys + i + 1;
            if (types[i] == Types.BIGINT) {
                long number = rows.getLong(column);
                values[i] = rows.wasNull() ? null : (Object) number;
            } else {
                values[i] = rows.getString(column);
            }
        }
        values[columns - 1] = Arrays.copyOf(blob, blobLength); // the rewriter reuses its array
        return values;
    }

    @Override
    public String key(int index) {
        try {
            return rows.getString(index + 1);
        } catch (SQLException e) {
            throw new IllegalStateException("the key of the current row can't be read", e);
        }
    }

    @Override
    public byte[] blob() {
        return blob;
    }

    @Override
    public int blobOffset() {
        return 0;
    }

    @Override
    public int blobLength() {
        return blobLength;
    }

    @Override
    public void replaceBlob(byte[] bytes, int length) {
        blob = bytes;
        blobLength = length;
    }
}
