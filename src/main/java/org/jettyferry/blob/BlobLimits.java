package org.jettyferry.blob;

/**
 * What one blob may cost. Memory is bounded by these, whatever the bytes say: about 8 bytes an event and 20 bytes an
 * object, both counted by {@code maxEvents}.
 *
 * @param maxBytes the size of a blob
 * @param maxDepth how deep objects may be nested
 * @param maxSuperclasses how many superclasses a class may have
 * @param maxClasses how many class descriptions a blob may hold
 * @param maxEvents how many objects, references and class descriptions a blob may hold, all in all
 * @param maxReadings how often a blob may be read again to find out which class leaves out its default fields
 * @param maxReadingBytes how many bytes these readings may take, all in all
 */
public record BlobLimits(
        int maxBytes,
        int maxDepth,
        int maxSuperclasses,
        int maxClasses,
        int maxEvents,
        int maxReadings,
        long maxReadingBytes) {
    /** Generous for any session that Jetty itself can load. */
    public static final BlobLimits DEFAULT = new BlobLimits(64 << 20, 20_000, 256, 20_000, 4_000_000, 64, 256L << 20);
}
