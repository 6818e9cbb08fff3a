package org.jettyferry.guest;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jettyferry.blob.BlobCodec;
import org.jettyferry.blob.BlobException;
import org.jettyferry.blob.BlobOptions;
import org.jettyferry.blob.Transcoded;
import org.jettyferry.jetty.BlobLayout;
import org.jettyferry.jetty.RowConventions;

/**
 * Rewrites the attributes of sessions in one direction. Thread-safe: a codec serves one thread at a time, and waits in a
 * queue for the next, since a node may have very many threads.
 */
final class Blobs {
    private final BlobOptions options;
    private final BlobLayout layout;
    private final ConcurrentLinkedQueue<BlobCodec> idle = new ConcurrentLinkedQueue<>();

    /**
     * Rewrites for a reader.
     *
     * @param from the conventions of the writer
     * @param to the conventions of the reader
     * @param renames prefixes of class names, and what the reader calls them
     */
    Blobs(RowConventions from, RowConventions to, Map<String, String> renames) {
        BlobOptions changed = BlobOptions.between(from.release(), to.release());
        for (Map.Entry<String, String> rename : renames.entrySet()) {
            changed = changed.renaming(rename.getKey(), rename.getValue());
        }
        this.options = changed;
        this.layout = to.writes();
    }

    /**
     * Rewrites the attributes of one session.
     *
     * @param use gets the codec's own bytes, and may keep none of them; it must not wait for a server
     * @throws SQLException if the codec does not understand them; the message names no value
     */
    <R> R rewritten(MapBytes map, MapBytes.Use<R> use) throws SQLException {
        BlobCodec codec = idle.poll();
        if (codec == null) {
            codec = new BlobCodec(options);
        }
        try {
            Transcoded result = codec.transcode(map.array(), map.length(), layout);
            return use.of(new MapBytes(result.buffer(), result.length()));
        } catch (BlobException e) {
            throw Refusal.of(
                    "the attributes of a session cannot be rewritten, so its row stays as it is: "
                            + e.code().name() + ", " + e.getMessage(),
                    e);
        } finally {
            idle.offer(codec);
        }
    }
}
