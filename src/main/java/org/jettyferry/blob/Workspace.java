package org.jettyferry.blob;

/** The memory of a codec, kept from one blob to the next. */
final class Workspace {
    final Source source = new Source();
    final Patches patches = new Patches();
    final Output out = new Output();
    final Events events;
    final ClassTable classes;
    final Attributes attributes;
    final Frames frames;

    Workspace(BlobLimits limits) {
        events = new Events(limits.maxEvents());
        classes = new ClassTable(limits);
        attributes = new Attributes(limits.maxEvents());
        frames = new Frames(limits.maxDepth());
    }

    /** Forgets what was read, before the same source is read in another way. */
    void clear() {
        patches.clear();
        events.clear();
        classes.clear();
        attributes.clear();
        frames.clear();
    }
}
