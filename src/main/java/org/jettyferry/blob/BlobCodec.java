package org.jettyferry.blob;

import java.util.ArrayList;
import java.util.List;
import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.blob.BlobReport.StoredClass;
import org.jettyferry.jetty.BlobLayout;
import org.jspecify.annotations.Nullable;

/**
 * Migrates blobs from one layout to another. It knows the grammar of the serialization stream, not the classes in it: it
 * loads none, runs none of their code, and copies what it does not have to change byte by byte. Every length in a blob is
 * checked against the bytes left before anything is allocated, and nothing recurses, so that a hostile blob costs no more
 * than {@link BlobLimits} say.
 *
 * <p>Not for use by several threads at once: one codec a thread, which keeps its workspace and what it learned of the
 * classes from one blob to the next.
 */
public final class BlobCodec {
    private final BlobLimits limits;
    private final CodecState work;
    private final ReadingSearch readingSearch;
    private final MapWriter mapWriter;
    private final EntriesWriter entriesWriter;

    /**
     * Makes a codec.
     *
     * @param options what to change on the way, and what is known of the classes
     */
    public BlobCodec(BlobOptions options) {
        limits = options.limits();
        work = new CodecState(limits);
        ClassRenames renames = new ClassRenames(options);
        KnownClasses memory = new KnownClasses(options);
        readingSearch = new ReadingSearch(work, memory, new SessionReader(work, memory, renames), limits);
        Emitter emitter = new Emitter(work.source, work.events, work.patches, work.out);
        NameFilter filter = new NameFilter(options.dropped());
        mapWriter = new MapWriter(work, emitter, filter);
        entriesWriter = new EntriesWriter(work, emitter, filter, renames);
    }

    /**
     * Migrates a blob. One that is null or empty, which no current Jetty can read, becomes a session without attributes.
     * A blob that has the target's layout already is written anew as well: that corrects its loader flags and applies the
     * options.
     *
     * @param source the blob, or null
     * @param length how many bytes of it count
     * @param target {@link BlobLayout#HASH_MAP} or {@link BlobLayout#ENTRIES}
     * @return the result, valid until the next call
     * @throws BlobException if the blob can't be migrated; the codec can be used on
     * @throws IllegalArgumentException if the target is none of the two
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
            return new Transcoded(work.out.bytes, work.out.length, from, target, changes, work.frames.deepest);
        } finally {
            work.source.close();
        }
    }

    /**
     * Reads a blob to its end without writing one.
     *
     * @param source the blob, or null
     * @param length how many bytes of it count
     * @return what is known of it
     * @throws BlobException if the blob is not sound
     */
    public BlobReport inspect(byte @Nullable [] source, int length) throws BlobException {
        try {
            BlobLayout layout = read(source, length);
            return new BlobReport(layout, names(), classes(), work.frames.deepest);
        } finally {
            work.source.close();
        }
    }

    private BlobLayout read(byte @Nullable [] source, int length) throws BlobException {
        if (source == null || length == 0) {
            work.clear();
            return BlobLayout.EMPTY;
        }
        if (length > limits.maxBytes()) {
            throw new BlobException(Code.TOO_LARGE, 0, "larger than the limit of " + limits.maxBytes() + " bytes");
        }
        work.source.open(source, length);
        BlobLayout layout = BlobLayout.of(source, length);
        readingSearch.read(layout);
        return layout;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < work.attributes.count; i++) {
            int at = work.attributes.nameAt(i);
            byte[] bytes = work.attributes.nameSource(work.source, i);
            names.add(ModifiedUtf.decode(bytes, at, at + work.attributes.nameLength(i)));
        }
        return names;
    }

    private List<StoredClass> classes() throws BlobException {
        List<StoredClass> stored = new ArrayList<>();
        for (int i = 0; i < work.classes.count; i++) {
            int at = work.classes.nameAt(i);
            int end = at + work.classes.nameLength(i);
            boolean proxy = at == end;
            String name = proxy ? interfaces(at) : ModifiedUtf.decode(work.source.bytes, at, end);
            stored.add(new StoredClass(name, proxy ? 0 : work.source.i8(end)));
        }
        return stored;
    }

    /** The interfaces of a proxy, whose count stands before the place of a name. */
    private String interfaces(int namesAt) throws BlobException {
        List<String> names = new ArrayList<>();
        int at = namesAt;
        for (int i = work.source.i4(namesAt - 4); i > 0; i--) {
            int end = at + 2 + work.source.u2(at);
            names.add(ModifiedUtf.decode(work.source.bytes, at + 2, end));
            at = end;
        }
        return String.join(",", names);
    }
}
