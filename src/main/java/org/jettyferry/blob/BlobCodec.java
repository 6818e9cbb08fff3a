package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_LONGSTRING;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.blob.BlobReport.StoredClass;
import org.jettyferry.jetty.BlobLayout;
import org.jspecify.annotations.Nullable;

/**
 * Migrates blobs from one layout to another. The codec knows the grammar of the serialization stream, not the classes
 * in it: it loads none of them, runs none of their code, and copies byte by byte what does not have to change. A
 * hostile blob costs no more than {@link BlobLimits} allow. The package description explains how it works.
 *
 * <p>Not thread-safe: use one codec per thread. A codec keeps its buffers and what it learned about classes from one
 * blob to the next, so use it for many blobs.
 */
public final class BlobCodec {
    private final BlobLimits limits;
    private final CodecState state;
    private final ReadingSearch readingSearch;
    private final MapWriter mapWriter;
    private final EntriesWriter entriesWriter;

    /**
     * Creates a codec.
     *
     * @param options what to change on the way, and what is known about the classes
     */
    public BlobCodec(BlobOptions options) {
        limits = options.limits();
        state = new CodecState(limits);
        ClassRenames renames = new ClassRenames(options);
        KnownClasses knownClasses = new KnownClasses(options);
        SessionReader reader = new SessionReader(state, knownClasses, renames);
        readingSearch = new ReadingSearch(knownClasses, new ReadingAttempts(state, knownClasses, reader, limits));
        Emitter emitter = new Emitter(state.source, state.events, state.patches, state.out);
        NameFilter filter = new NameFilter(options.dropped());
        mapWriter = new MapWriter(state, emitter, filter);
        entriesWriter = new EntriesWriter(state, emitter, filter, renames);
    }

    /**
     * Migrates a blob. A null or empty blob, which no current Jetty can read, becomes a session without attributes. A
     * blob that has the target's layout already is rewritten too, which corrects its loader flags and applies the
     * options.
     *
     * @param source the blob, or null
     * @param length how many bytes of it count
     * @param target {@link BlobLayout#HASH_MAP} or {@link BlobLayout#ENTRIES}
     * @return the result, valid until the next call
     * @throws BlobException if the blob can't be migrated; the codec stays usable
     * @throws IllegalArgumentException if the target is neither of the two
     */
    public Transcoded transcode(byte @Nullable [] source, int length, BlobLayout target) throws BlobException {
        SessionWriter writer = switch (target) {
            case HASH_MAP -> mapWriter;
            case ENTRIES -> entriesWriter;
            default -> throw new IllegalArgumentException("No layout to write: " + target);
        };
        try {
            BlobLayout from = read(source, length);
            Transcoded.Changes changes = writer.write(from);
            return new Transcoded(state.out.bytes, state.out.length, from, target, changes, state.frames.deepest);
        } finally {
            state.source.close();
        }
    }

    /**
     * Reads a blob to its end without writing anything.
     *
     * @param source the blob, or null
     * @param length how many bytes of it count
     * @return its layout, attribute names and classes
     * @throws BlobException if the blob is not sound
     */
    public BlobReport inspect(byte @Nullable [] source, int length) throws BlobException {
        try {
            BlobLayout layout = read(source, length);
            return new BlobReport(layout, names(), classes(), state.frames.deepest);
        } finally {
            state.source.close();
        }
    }

    /**
     * Reads the value of an attribute, if it is a text.
     *
     * @param source the blob, or null
     * @param length how many bytes of it count
     * @param name of the attribute
     * @throws BlobException if the blob is not sound
     */
    public AttributeText text(byte @Nullable [] source, int length, String name) throws BlobException {
        try {
            read(source, length);
            byte[] wanted = ModifiedUtf.encode(name);
            for (int i = 0; i < state.attributes.count; i++) {
                byte[] bytes = state.attributes.nameSource(state.source, i);
                int at = state.attributes.nameAt(i);
                if (Arrays.equals(wanted, 0, wanted.length, bytes, at, at + state.attributes.nameLength(i))) {
                    return text(state.attributes.valueAt(i));
                }
            }
            return AttributeText.ABSENT;
        } finally {
            state.source.close();
        }
    }

    private AttributeText text(int valueAt) throws BlobException {
        int at = valueAt;
        if (state.source.u1(at) == TC_REFERENCE) {
            int handle = state.source.i4(at + 1) - baseWireHandle;
            if (!state.events.isString(handle)) {
                return AttributeText.NO_TEXT;
            }
            at = state.events.startAt(handle);
        }
        int tag = state.source.u1(at);
        if (tag == TC_STRING) {
            int begin = at + 3;
            return text(begin, begin + state.source.u2(at + 1));
        }
        if (tag == TC_LONGSTRING) {
            int begin = at + 9;
            return text(begin, begin + state.source.i4(at + 5)); // no blob is longer than an int
        }
        return AttributeText.NO_TEXT;
    }

    private AttributeText text(int begin, int end) {
        return new AttributeText(AttributeText.Kind.TEXT, ModifiedUtf.decode(state.source.bytes, begin, end));
    }

    private BlobLayout read(byte @Nullable [] source, int length) throws BlobException {
        if (source == null || length == 0) {
            state.clear();
            return BlobLayout.EMPTY;
        }
        if (length > limits.maxBytes()) {
            throw new BlobException(Code.TOO_LARGE, 0, "larger than the limit of " + limits.maxBytes() + " bytes");
        }
        state.source.open(source, length);
        BlobLayout layout = BlobLayout.of(source, length);
        readingSearch.read(layout);
        return layout;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < state.attributes.count; i++) {
            int at = state.attributes.nameAt(i);
            byte[] bytes = state.attributes.nameSource(state.source, i);
            names.add(ModifiedUtf.decode(bytes, at, at + state.attributes.nameLength(i)));
        }
        return names;
    }

    private List<StoredClass> classes() throws BlobException {
        List<StoredClass> stored = new ArrayList<>();
        for (int i = 0; i < state.classes.count; i++) {
            int at = state.classes.nameAt(i);
            int end = at + state.classes.nameLength(i);
            boolean proxy = at == end;
            String name = proxy ? interfaces(at) : ModifiedUtf.decode(state.source.bytes, at, end);
            stored.add(new StoredClass(name, proxy ? 0 : state.source.i8(end)));
        }
        return stored;
    }

    /** Returns the interfaces of a proxy; their count is in the four bytes before the first name. */
    private String interfaces(int namesAt) throws BlobException {
        List<String> names = new ArrayList<>();
        int at = namesAt;
        for (int i = state.source.i4(namesAt - 4); i > 0; i--) {
            int end = at + 2 + state.source.u2(at);
            names.add(ModifiedUtf.decode(state.source.bytes, at + 2, end));
            at = end;
        }
        return String.join(",", names);
    }
}
