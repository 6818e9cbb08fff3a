package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_LONGSTRING;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;

import org.jettyferry.blob.BlobException.Code;

/** Reads what holds nothing else: strings and references. Each method answers the position after what it read. */
final class TextReader {
    private final ByteReader source;
    private final Events events;
    private final Patches patches;
    private final ClassRenames renames;

    TextReader(ByteReader source, Events events, Patches patches, ClassRenames renames) {
        this.source = source;
        this.events = events;
        this.patches = patches;
        this.renames = renames;
    }

    /** The handle that a reference means; it must have been given out. */
    int handleAt(int at) throws BlobException {
        int handle = source.i4(at + 1) - baseWireHandle;
        if (handle < 0 || handle >= events.handles) {
            throw new BlobException(Code.BAD_REFERENCE, at, "a reference to an object that is not there");
        }
        return handle;
    }

    int reference(int at) throws BlobException {
        int handle = handleAt(at);
        if (renames.changeNames() && events.kind[handle] == Events.TYPE_STRING) {
            keepTypeName(at, handle);
        } else {
            events.add(Events.REFERENCE, at, handle);
        }
        return at + 5;
    }

    int string(int at) throws BlobException {
        return string(at, Events.STRING);
    }

    private int string(int at, byte kind) throws BlobException {
        int handle = events.define(kind, at);
        boolean small = source.u1(at) == TC_STRING;
        int from = small ? at + 3 : at + 9;
        int to = source.skipUtf(from, small ? source.u2(at + 1) : source.i8(at + 1));
        events.end(handle, to);
        return to;
    }

    /** Whether a string or a reference to one is here. */
    boolean isString(int at) throws BlobException {
        int tag = source.u1(at);
        return tag == TC_STRING || tag == TC_LONGSTRING || (tag == TC_REFERENCE && events.isString(handleAt(at)));
    }

    /** A string or a reference to one: the name of an enum's constant, the key of an attribute. */
    int stringOrReference(int at) throws BlobException {
        if (!isString(at)) {
            throw new BlobException(Code.BAD_STREAM, at, "something else where a string must be");
        }
        return source.u1(at) == TC_REFERENCE ? reference(at) : string(at);
    }

    /** The signature of a field, which is a string of the stream like any other and may be shared. */
    int fieldType(int at) throws BlobException {
        int tag = source.u1(at);
        if (tag == TC_STRING) {
            int to = string(at, Events.TYPE_STRING);
            patchType(at, to);
            return to;
        }
        if (tag != TC_REFERENCE || !events.isString(handleAt(at))) {
            throw new BlobException(Code.BAD_STREAM, at, "something else where the type of a field must be");
        }
        int handle = handleAt(at);
        if (renames.changeNames() && events.kind[handle] == Events.STRING && isRenamed(handle)) {
            insert(at, renames.renameSignature(text(handle)));
        } else {
            events.add(Events.REFERENCE, at, handle);
        }
        return at + 5;
    }

    private void patchType(int at, int to) throws BlobException {
        if (!renames.changeNames()) {
            return;
        }
        String old = ModifiedUtf.decode(source.bytes, at + 3, to);
        String renamed = renames.renameSignature(old);
        if (!renamed.equals(old)) {
            // After the tag, which the event of the definition has to begin with.
            events.add(Events.PATCH, at + 1, patches.add(to - at - 1, ByteWriter.utf(renamed)));
            events.end(events.handles - 1, to);
        }
    }

    /** A value that happens to be the very string that names a field's type must not change with it. */
    private void keepTypeName(int at, int handle) throws BlobException {
        if (isRenamed(handle)) {
            insert(at, text(handle));
        } else {
            events.add(Events.REFERENCE, at, handle);
        }
    }

    private void insert(int at, String text) throws BlobException {
        events.add(Events.INSERT, at, patches.add(5, ByteWriter.utf(text)));
    }

    private boolean isRenamed(int handle) {
        String text = text(handle);
        return !renames.renameSignature(text).equals(text);
    }

    private String text(int handle) {
        int at = events.startAt(handle);
        int from = source.bytes[at] == TC_STRING ? at + 3 : at + 9;
        return ModifiedUtf.decode(source.bytes, from, events.endAt[handle]);
    }
}
