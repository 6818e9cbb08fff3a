package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_CLASSDESC;
import static java.io.ObjectStreamConstants.TC_ENDBLOCKDATA;
import static java.io.ObjectStreamConstants.TC_NULL;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;

import org.jettyferry.blob.BlobException.Code;
import org.jettyferry.jetty.BlobLayout;

/**
 * Reads a session in any of its layouts: what Jetty puts around the attributes, and each attribute, up to the last
 * byte. It compares the description of the first class with the one that every JDK writes, and refuses anything else: a
 * session store with a serializer of its own is not Jetty's layout.
 */
final class SessionReader {
    private static final int TOP = StreamPrologue.HEADER.length;

    private final CodecState state;
    private final ByteReader source;
    private final Events events;
    private final Attributes attributes;
    private final StreamParser parser;
    private final ClassReader classReader;
    private final TextReader textReader;
    private final EntryNames entryNames;

    SessionReader(CodecState state, KnownClasses knownClasses, ClassRenames renames) {
        this.state = state;
        source = state.source;
        events = state.events;
        attributes = state.attributes;
        textReader = new TextReader(source, events, state.patches, renames);
        classReader = new ClassReader(source, events, state.classes, knownClasses, textReader, state.patches, renames);
        parser = new StreamParser(source, events, state.classes, textReader, classReader, state.frames);
        entryNames = new EntryNames(source, attributes);
    }

    /**
     * Reads the source into the codec's state.
     *
     * @param layout its layout
     * @param orders where the classes in doubt write their default fields
     */
    void read(BlobLayout layout, FieldOrders orders) throws BlobException {
        state.clear();
        classReader.begin(orders);
        parser.begin();
        int end = switch (layout) {
            case HASH_MAP -> hashMap();
            case UNMODIFIABLE_MAP -> unmodifiableMap();
            case ENTRIES -> entries();
            default -> throw notASession("the first object is not one that Jetty stores a session as");
        };
        if (end != source.end) {
            parser.requireNoReset(end);
            throw new BlobException(Code.TRAILING_BYTES, end, "bytes follow after the end of the session");
        }
    }

    /** Returns whether no class can have as many items before its fields as this reading assumed. */
    boolean hadTooFewItems() {
        return parser.hasTooFewItems();
    }

    /**
     * Reads one HashMap: its class, load factor and threshold, a block with capacity and size, then keys and values.
     */
    private int hashMap() throws BlobException {
        requireTopClass(StreamPrologue.HASH_MAP, TC_NULL);
        int at = parser.openObject(TOP);
        attributes.mapHandle = events.handles - 1;
        attributes.mapDataAt = at;
        if (!(Float.intBitsToFloat(source.i4(at)) > 0)) {
            throw new BlobException(Code.BAD_STREAM, at, "a HashMap with an impossible load factor");
        }
        if (source.u1(at + 8) != TC_BLOCKDATA || source.u1(at + 9) != 8 || source.i4(at + 10) < 0) {
            throw new BlobException(Code.BAD_STREAM, at + 8, "a HashMap without its capacity and size");
        }
        int size = source.count(at + 14, 2);
        int next = at + 18;
        for (int i = 0; i < size; i++) {
            next = value(key(next));
        }
        return endOfData(next);
    }

    /**
     * Reads an UnmodifiableMap of a ConcurrentHashMap: fields that no JDK needs any more, then keys and values up to
     * two nulls. The outer object has no end mark, since its class has no {@code writeObject}.
     */
    private int unmodifiableMap() throws BlobException {
        requireTopClass(StreamPrologue.UNMODIFIABLE_MAP, TC_NULL);
        int mapAt = parser.openObject(TOP);
        if (!source.holds(mapAt + 2, StreamPrologue.CONCURRENT_MAP_NAME)) {
            throw notASession("the unmodifiable map holds no ConcurrentHashMap");
        }
        int at = parser.openObject(mapAt);
        int level = state.classes.levelsFrom(parser.openedClass());
        if (state.classes.levelsTo(parser.openedClass()) != level + ClassTable.LEVEL_INTS) {
            throw notASession("the class ConcurrentHashMap does not have the form that the JDK gives it");
        }
        // Segment mask, shift and segments, which nobody reads any more; their classes depend on the JDK.
        at = source.skip(at, state.classes.levels[level]);
        for (int i = state.classes.levels[level + 1]; i > 0; i--) {
            at = parser.content(at);
        }
        while (source.u1(at) != TC_NULL) {
            at = value(key(at));
        }
        if (source.u1(at + 1) != TC_NULL) {
            throw new BlobException(Code.NAME_NOT_A_STRING, at, "an attribute without a name");
        }
        return endOfData(at + 2);
    }

    /** Reads an Integer, the count, and so many times a block with name and loader flag, and a value. */
    private int entries() throws BlobException {
        requireTopClass(StreamPrologue.INTEGER, TC_CLASSDESC);
        int at = parser.openObject(TOP);
        int superclassAt = StreamPrologue.TOP_CLASS + StreamPrologue.INTEGER.length + 1;
        if (!source.holds(superclassAt, StreamPrologue.NUMBER)
                || source.u1(superclassAt + StreamPrologue.NUMBER.length) != TC_NULL) {
            throw notASession("the count of attributes is not an Integer");
        }
        int count = source.count(at, 1);
        events.end(events.handles - 1, at + 4);
        int next = at + 4;
        for (int i = 0; i < count; i++) {
            parser.requireNoReset(next);
            next = value(entryNames.read(next));
        }
        return next;
    }

    /** Reads the key of a map, a string or a reference to one, and adds an attribute with that name. */
    private int key(int at) throws BlobException {
        parser.requireNoReset(at);
        if (!textReader.isString(at)) {
            throw new BlobException(Code.NAME_NOT_A_STRING, at, "the name of an attribute is not a string");
        }
        int event = events.count;
        int handle = source.u1(at) == TC_REFERENCE ? textReader.handleAt(at) : events.handles;
        int next = textReader.stringOrReference(at);
        int stringAt = events.startAt(handle);
        int nameAt = source.bytes[stringAt] == TC_STRING ? stringAt + 3 : stringAt + 9;
        attributes.add(nameAt, events.endAt[handle] - nameAt, false);
        attributes.setKey(at, next, event, events.count);
        return next;
    }

    /** Reads the value of the attribute that was added last. */
    private int value(int at) throws BlobException {
        int event = events.count;
        int next = parser.content(at);
        attributes.setValue(at, next, event, events.count);
        return next;
    }

    private int endOfData(int at) throws BlobException {
        parser.requireNoReset(at);
        if (source.u1(at) != TC_ENDBLOCKDATA) {
            throw new BlobException(Code.BAD_STREAM, at, "the map does not end with its last attribute");
        }
        return at + 1;
    }

    private void requireTopClass(byte[] description, int superclass) throws BlobException {
        boolean same = source.holds(StreamPrologue.TOP_CLASS, description);
        if (!same || source.u1(StreamPrologue.TOP_CLASS + description.length) != superclass) {
            throw notASession("the class of the first object does not have the form that the JDK gives it");
        }
    }

    private BlobException notASession(String detail) {
        return new BlobException(Code.NOT_A_SESSION, Math.min(TOP, source.end), detail);
    }
}
