package org.jettyferry.blob;

import java.util.Arrays;
import org.jettyferry.jetty.BlobLayout;

/**
 * The result of {@link BlobCodec#transcode}. Its bytes are in a buffer of the codec and are valid until the codec's
 * next call.
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
     * Counts what was changed besides the layout.
     *
     * @param attributes how many attributes the result has
     * @param dropped how many were left out because the options name them
     * @param nullValues how many were left out because their value is null, which the ConcurrentHashMap of Jetty 9.4
     *     and later can't hold
     * @param loaderFlags how many loader flags were corrected. A flag that is wrongly true makes Jetty look for a class
     *     in the wrong loader and lose the session
     */
    public record Changes(int attributes, int dropped, int nullValues, int loaderFlags) {}

    /**
     * Returns the codec's own buffer, whose first {@link #length()} bytes are the result. Valid until the codec's next
     * call.
     *
     * @return the buffer, not a copy
     */
    public byte[] buffer() {
        return buffer;
    }

    /**
     * Returns the size of the result.
     *
     * @return its bytes
     */
    public int length() {
        return length;
    }

    /**
     * Returns the result, to keep.
     *
     * @return a copy
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, length);
    }

    /**
     * Returns the layout of the blob that was read.
     *
     * @return its layout, {@link BlobLayout#EMPTY} for none
     */
    public BlobLayout source() {
        return source;
    }

    /**
     * Returns the layout of the result.
     *
     * @return its layout
     */
    public BlobLayout target() {
        return target;
    }

    /**
     * Returns what was changed besides the layout.
     *
     * @return the counts
     */
    public Changes changes() {
        return changes;
    }

    /**
     * Returns whether the blob was null or empty, which no current Jetty can read, and became a session without
     * attributes.
     *
     * @return true if so
     */
    public boolean repaired() {
        return source == BlobLayout.EMPTY;
    }

    /**
     * Returns how deep the objects are nested. Beyond about 2000, Jetty's own reader may overflow its stack.
     *
     * @return the depth
     */
    public int depth() {
        return depth;
    }
}
