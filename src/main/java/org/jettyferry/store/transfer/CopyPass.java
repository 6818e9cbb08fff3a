package org.jettyferry.store.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jettyferry.jdbc.Dialect;

/**
 * One pass over the sessions of the source: reads what is new or has changed since the last one, rewrites it and puts it
 * into the waiting room, and removes from there what has ended. For one thread.
 *
 * @param sourceReader a connection to the source on which nothing else runs
 * @param targetReader a connection to the target on which nothing else runs
 * @param sourceDialect of the source's server
 * @param targetDialect of the target's server
 * @param waiting the waiting room
 * @param converter rewrites rows
 */
record CopyPass(
        Connection sourceReader,
        Connection targetReader,
        Dialect sourceDialect,
        Dialect targetDialect,
        ArrivingSessions waiting,
        RowConverter converter) {
    private static final int CHUNK = 1000;

    /** Blobs are in memory several times, so a batch of large ones is short; one larger than this is a batch by itself. */
    private static final long BATCH_BYTES = 2_000_000;

    /** What a pass has seen so far. */
    private static final class Seen {
        /** Rows of the source that are in the waiting room now. */
        private long present;

        /** Those of them that were read and rewritten. */
        private long changed;

        private long removed;
    }

    /**
     * Does the pass.
     *
     * @param rows of the source
     * @param now rows that have expired by then are left out, in milliseconds since 1970
     * @param destination where the rows go
     */
    TransferResult run(SourceSessions rows, long now, Destination destination) throws SQLException {
        int keyParts = rows.table().keyColumns().size();
        Seen seen = new Seen();
        new KeyStream(sourceReader, sourceDialect, keyParts, CHUNK)
                .forEachChunk(rows.keys(now), (keys, checks) -> copy(rows, keys, checks, destination, seen));
        if (waiting.all() > seen.present) { // then some that were copied before have ended
            new KeyStream(targetReader, targetDialect, keyParts, CHUNK)
                    .forEachChunk(waiting.keys(keyParts), (keys, checks) -> {
                        Set<SourceKey> ended = new LinkedHashSet<>(keys);
                        ended.removeAll(rows.living(keys, now));
                        seen.removed += ended.isEmpty() ? 0 : destination.remove(digests(ended));
                    });
        }
        new Twins(waiting).refuse();
        return new TransferResult(waiting.count(), seen.changed, seen.removed, waiting.refused());
    }

    private void copy(
            SourceSessions rows, List<SourceKey> keys, List<String> checks, Destination destination, Seen seen)
            throws SQLException {
        Map<String, String> known = waiting.checks(digests(keys));
        List<SourceKey> changed = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (!checks.get(i).equals(known.get(keys.get(i).digest()))) {
                changed.add(keys.get(i));
            }
        }
        seen.present += keys.size() - changed.size();
        for (List<SourceKey> batch : batches(rows, changed)) {
            long staged = destination.replace(
                    rows.rows(batch).stream().map(converter::convert).toList());
            seen.present += staged; // some may have ended meanwhile
            seen.changed += staged;
        }
    }

    /** Cuts the keys so that the blobs of a batch fit into a little memory. */
    static List<List<SourceKey>> batches(SourceSessions rows, List<SourceKey> keys) throws SQLException {
        List<List<SourceKey>> batches = new ArrayList<>();
        Map<SourceKey, Long> sizes = keys.isEmpty() ? Map.of() : rows.sizes(keys);
        List<SourceKey> batch = new ArrayList<>();
        long bytes = 0;
        for (SourceKey key : keys) {
            long size = sizes.getOrDefault(key, 0L);
            if (!batch.isEmpty() && bytes + size > BATCH_BYTES) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(key);
            bytes += size;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    /** Cuts a list into pieces that a statement takes. */
    static <T> List<List<T>> chunks(List<T> all) {
        List<List<T>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += CHUNK) {
            chunks.add(all.subList(i, Math.min(i + CHUNK, all.size())));
        }
        return chunks;
    }

    private static List<String> digests(Collection<SourceKey> keys) {
        return keys.stream().map(SourceKey::digest).toList();
    }
}
