package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_NULL;

import org.jettyferry.blob.Transcoded.Changes;
import org.jettyferry.jetty.BlobLayout;

/** Writes a session that was read: selects the attributes to keep. The subclasses know the layouts. */
abstract sealed class SessionWriter permits MapWriter, EntriesWriter {
    final ByteReader source;
    final Events events;
    final ClassTable classes;
    final Attributes attributes;
    final ByteWriter out;
    final Emitter emitter;
    private final NameFilter filter;

    /** The numbers of the attributes to keep. */
    private int[] kept = new int[32];

    int keptCount;
    private int dropped;
    private int nullValues;

    SessionWriter(CodecState state, Emitter emitter, NameFilter filter) {
        source = state.source;
        events = state.events;
        classes = state.classes;
        attributes = state.attributes;
        out = state.out;
        this.emitter = emitter;
        this.filter = filter;
    }

    /** Writes the session and returns what was changed. */
    final Changes write(BlobLayout from) throws BlobException {
        out.clear();
        out.expect(source.end + source.end / 64 + 4096);
        selectAttributes();
        int loaderFlags = writeKept(from);
        return new Changes(keptCount, dropped, nullValues, loaderFlags);
    }

    /** Writes the attributes to keep and returns how many loader flags were corrected. */
    abstract int writeKept(BlobLayout from) throws BlobException;

    final int kept(int index) {
        return kept[index];
    }

    /**
     * Makes the result refer to a class of the target's frame wherever the source describes that class again. That is
     * what {@code ObjectOutputStream} would have written.
     */
    final void aliasClass(byte[] description, int superclassTag, int handle) {
        for (int i = 0; i < classes.count; i++) {
            int at = classes.nameAt(i) - 2;
            if (source.holds(at, description) && source.bytes[at + description.length] == (byte) superclassTag) {
                emitter.alias(classes.handle(i), handle);
            }
        }
    }

    private void selectAttributes() {
        keptCount = 0;
        dropped = 0;
        nullValues = 0;
        if (kept.length < attributes.count || kept.length > 1 << 16) {
            kept = new int[Math.max(32, attributes.count)];
        }
        for (int i = 0; i < attributes.count; i++) {
            if (filter.matches(attributes.nameSource(source, i), attributes.nameAt(i), attributes.nameLength(i))) {
                dropped++;
            } else if (source.bytes[attributes.valueAt(i)] == TC_NULL) {
                nullValues++;
            } else {
                kept[keptCount++] = i;
            }
        }
    }
}
