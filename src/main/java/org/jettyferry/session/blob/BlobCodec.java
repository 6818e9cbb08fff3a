package org.jettyferry.session.blob;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries blobs from one layout to another. Not for use by several threads at once: one codec a thread, which keeps its
 * workspace and what it learned of the classes.
 */
public final class BlobCodec {
    private static final String EMPTY_MAP =
            "aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000077080000001000000000"
                    + "78";
    private static final String EMPTY_ENTRIES =
            "aced0005737200116a6176612e6c616e672e496e746567657212e2a0a4f781873802000149000576616c7565787200106a6176612e6c616e672e4e756d62657286ac951d0b94e08b020000787000000000";

    private final BlobOptions options;

    /**
     * Makes a codec.
     *
     * @param options what to change on the way
     */
    public BlobCodec(BlobOptions options) {
        this.options = options;
    }

    /**
     * Carries a blob. One that is null or empty becomes a session without attributes.
     *
     * @param source the blob, or null
     * @param length how many bytes of it count
     * @param target {@link BlobLayout#HASH_MAP} or {@link BlobLayout#ENTRIES}
     * @return the result, valid until the next call
     * @throws BlobException if the blob can't be carried
     */
    public Transcoded transcode(byte @Nullable [] source, int length, BlobLayout target) throws BlobException {
        if (source != null && length > 0) {
            throw new BlobException(
                    BlobException.Code.NOT_A_SESSION, 0, "only empty sessions are read so far" + options);
        }
        byte[] empty = HexFormat.of().parseHex(target == BlobLayout.ENTRIES ? EMPTY_ENTRIES : EMPTY_MAP);
        Transcoded.Changes none = new Transcoded.Changes(0, 0, 0, 0);
        return new Transcoded(empty, empty.length, BlobLayout.EMPTY, target, none, 0);
    }

    /**
     * Reads a blob to its end without writing one.
     *
     * @param source the blob, or null
     * @param length how many bytes of it count
     * @return what is known of it
     * @throws BlobException if the blob can't be carried
     */
    public BlobReport inspect(byte @Nullable [] source, int length) throws BlobException {
        if (source != null && length > 0) {
            throw new BlobException(BlobException.Code.NOT_A_SESSION, 0, "only empty sessions are read so far");
        }
        return new BlobReport(BlobLayout.EMPTY, List.of(), List.of(), 0);
    }
}
