package org.jettyferry.blob;

/** What a codec knows about the current blob. The arrays are kept from one blob to the next. */
final class CodecState {
    final ByteReader source = new ByteReader();
    final Patches patches = new Patches();
    final ByteWriter out = new ByteWriter();
    final Events events;
    final ClassTable classes;
    final Attributes attributes;
    final Frames frames;

    CodecState(BlobLimits limits) {
        events = new Events(limits.maxEvents());
        classes = new ClassTable(limits);
        attributes = new Attributes(limits.maxEvents());
        frames = new Frames(limits.maxDepth());
    }

    /** Clears everything but the source and the result, before a blob is read or read again. */
    void clear() {
        patches.clear();
        events.clear();
        classes.clear();
        attributes.clear();
        frames.clear();
    }
}
