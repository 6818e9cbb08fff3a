package org.jettyferry.blob;

/**
 * Bounds what one blob may cost, whatever its bytes say. Memory is about 8 bytes per event and 17 per handle, up to 20
 * times the blob: a string of three bytes makes both. Java's own reader has no such bounds: it overflows its stack on
 * deep nesting, and sets nested in sets make it compute hashes for ever. The codec follows no reference, so the latter
 * cost nothing here.
 *
 * @param maxBytes the size of a blob
 * @param maxDepth how deep objects may be nested; Jetty itself overflows its stack at about 9,000
 * @param maxSuperclasses how many superclasses a class may have
 * @param maxClasses how many class descriptions a blob may hold
 * @param maxEvents how many objects, references and class descriptions a blob may hold in total
 * @param maxReadings how often a blob may be read again in search of its reading
 * @param maxReadingBytes how many bytes these readings may take in total
 */
public record BlobLimits(
        int maxBytes,
        int maxDepth,
        int maxSuperclasses,
        int maxClasses,
        int maxEvents,
        int maxReadings,
        long maxReadingBytes) {
    /** More than any session needs that Jetty itself can load. */
    public static final BlobLimits DEFAULT = new BlobLimits(64 << 20, 20_000, 256, 20_000, 4_000_000, 64, 256L << 20);
}
