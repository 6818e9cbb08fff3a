package org.jettyferry.store.transfer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In what the source differs from the copies of its sessions. The proof is the comparison of the check of each row, which
 * {@link SourceSessions} describes; one query of the source lists them all, and no blob leaves it.
 *
 * @param changed the keys of rows that are new, or of which the check is another one
 * @param ended the keys of the copies whose rows are gone, or have expired
 */
record Difference(List<SourceKey> changed, List<SourceKey> ended) {
    /**
     * Compares.
     *
     * @param stream reads the source
     * @param keys the query of its keys and checks
     * @param copies of its rows
     */
    static Difference of(KeyStream stream, String keys, Map<SourceKey, Copy> copies) throws SQLException {
        Set<SourceKey> ended = new HashSet<>(copies.keySet());
        List<SourceKey> changed = new ArrayList<>();
        stream.forEachChunk(keys, (chunk, checks) -> {
            for (int i = 0; i < chunk.size(); i++) {
                SourceKey key = chunk.get(i);
                ended.remove(key);
                Copy copy = copies.get(key);
                if (copy == null || !copy.check().equals(checks.get(i))) {
                    changed.add(key);
                }
            }
        });
        return new Difference(changed, List.copyOf(ended));
    }

    /**
     * Brings the copies up to date.
     *
     * @param rows of the source
     * @param converter rewrites them
     * @param table holds the copies
     * @return how many were changed and removed
     */
    TransferResult apply(SourceSessions rows, RowConverter converter, UncommittedTable table) throws SQLException {
        long replaced = 0;
        List<SourceKey> gone = new ArrayList<>(ended);
        for (List<SourceKey> chunk : CopyPass.chunks(changed)) {
            for (List<SourceKey> batch : CopyPass.batches(rows, chunk)) {
                List<SourceRow> read = rows.rows(batch);
                Set<SourceKey> missing = new HashSet<>(batch); // rows that have ended since they were listed
                read.forEach(row -> missing.remove(row.key()));
                gone.addAll(missing);
                replaced += read.size();
                if (!read.isEmpty()) {
                    table.replace(read.stream().map(converter::convert).toList());
                }
            }
        }
        for (List<SourceKey> chunk : CopyPass.chunks(gone)) {
            table.remove(chunk);
        }
        return new TransferResult(0, replaced, gone.size(), Map.of());
    }
}
