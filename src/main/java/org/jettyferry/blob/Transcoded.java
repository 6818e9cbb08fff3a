package org.jettyferry.blob;

import java.util.Arrays;
import org.jettyferry.jetty.BlobLayout;

/**
 * The outcome of {@link BlobCodec#transcode}. The bytes are in a buffer of the codec and stay valid until its next
 * call.
 */
public final class Transcoded {
    private final byte[] buffer;
    private final int length;
    private final BlobLayout source;
    private final BlobLayout target;
    private final Changes changes;
    private final int depth;

    Transcoded(byte[] buffer, int length, BlobLayout source, BlobLayout target, Changes changes, int depth) {
        this.buffer = buffer;
        this.length = length;
        this.source = source;
        this.target = target;
        this.changes = changes;
        this.depth = depth;
    }

    /**
     * What was changed beyond the layout.
     *
     * @param attributes how many attributes the result has
     * @param dropped how many were left out because the options say so
     * @param nullValues how many were left out because their value is null, which a ConcurrentHashMap can't hold
     * @param loaderFlags how many loader flags were corrected. A flag that is true by mistake makes Jetty look for a
     *     class in the wrong loader and lose the session
     */
    public record Changes(int attributes, int dropped, int nullValues, int loaderFlags) {}

    /**
     * The codec's own buffer; the result is its first {@link #length()} bytes. Valid until the codec's next call.
     *
     * @return the buffer, not a copy
     */
    public byte[] buffer() {
        return buffer;
    }

    /**
     * The size of the result.
     *
     * @return its bytes
     */
    public int length() {
        return length;
    }

    /**
     * The result, to keep.
     *
     * @return a copy
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    /**
     * The layout of the blob that was read.
     *
     * @return its layout, {@link BlobLayout#EMPTY} for none
     */
    public BlobLayout source() {
        return source;
    }

    /**
     * The layout of the result.
     *
     * @return its layout
     */
    public BlobLayout target() {
        return target;
    }

    /**
     * What was changed beyond the layout.
     *
     * @return the counts
     */
    public Changes changes() {
        return changes;
    }

    /**
     * Whether the blob was missing or empty, which no current Jetty can read, and became a session without attributes.
     *
     * @return true if so
     */
    public boolean repaired() {
        return source == BlobLayout.EMPTY;
    }

    /**
     * How deep the objects are nested. Beyond some 2000, Jetty's own reader may overflow its stack.
     *
     * @return the depth
     */
    public int depth() {
        return depth;
    }
}
