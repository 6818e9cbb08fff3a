package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_LONGSTRING;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_STRING;
import static java.io.ObjectStreamConstants.baseWireHandle;

import org.jettyferry.blob.BlobException.Code;

/**
 * Reads what holds nothing else: strings and references. Each method returns the position after what it read.
 *
 * <p>Strings are harder than they look, because renaming a class changes field signatures, which are strings of the
 * stream like any others and may be shared with values: {@code "Lcom/acme/Cart;"} may be the type of a field and, by
 * interning, also the value of an attribute. The type has to change and the value must not. So where the two share one
 * string, the reference is replaced by a string of its own ({@link Events#INSERT}).
 */
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

    /** Returns the handle that a reference means, and refuses one that does not exist yet. */
    int handleAt(int at) throws BlobException {
        int handle = source.i4(at + 1) - baseWireHandle;
        if (handle < 0 || handle >= events.handles) {
            throw new BlobException(Code.BAD_REFERENCE, at, "a reference to an object that does not exist");
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

    /** Returns whether a string or a reference to one is here. */
    boolean isString(int at) throws BlobException {
        int tag = source.u1(at);
        return tag == TC_STRING || tag == TC_LONGSTRING || (tag == TC_REFERENCE && events.isString(handleAt(at)));
    }

    /** Reads a string or a reference to one: the name of an enum's constant, or the key of an attribute. */
    int stringOrReference(int at) throws BlobException {
        if (!isString(at)) {
            throw new BlobException(Code.BAD_STREAM, at, "something else where a string must be");
        }
        return source.u1(at) == TC_REFERENCE ? reference(at) : string(at);
    }

    /** Reads the signature of a field. */
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

    /** Renames a signature that is written in full. */
    private void patchType(int at, int to) throws BlobException {
        if (!renames.changeNames()) {
            return;
        }
        String old = ModifiedUtf.decode(source.bytes, at + 3, to);
        String renamed = renames.renameSignature(old);
        if (!renamed.equals(old)) {
            // After the tag, since the event of the definition is at the tag.
            events.add(Events.PATCH, at + 1, patches.add(to - at - 1, ByteWriter.utf(renamed)));
            events.end(events.handles - 1, to);
        }
    }

    /** Adds a reference by a value to a string that is the type of a field: the value keeps its text. */
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
