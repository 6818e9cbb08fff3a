package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.SC_ENUM;
import static java.io.ObjectStreamConstants.SC_EXTERNALIZABLE;
import static java.io.ObjectStreamConstants.SC_SERIALIZABLE;
import static java.io.ObjectStreamConstants.SC_WRITE_METHOD;

import org.jettyferry.blob.BlobException.Code;

/**
 * Reads the first part of a class description, up to its annotation: name, serialVersionUID, flags and fields. This
 * part holds no other objects; {@link StreamParser} reads the rest. Where a class is renamed, it notes patches.
 */
final class ClassReader {
    private final ByteReader source;
    private final Events events;
    private final ClassTable classes;
    private final KnownClasses knownClasses;
    private final TextReader textReader;
    private final Patches patches;
    private final ClassRenames renames;

    private FieldOrders orders = new FieldOrders();
    /** The number of the class that was read last. */
    private int lastRead;

    ClassReader(
            ByteReader source,
            Events events,
            ClassTable classes,
            KnownClasses knownClasses,
            TextReader textReader,
            Patches patches,
            ClassRenames renames) {
        this.source = source;
        this.events = events;
        this.classes = classes;
        this.knownClasses = knownClasses;
        this.textReader = textReader;
        this.patches = patches;
        this.renames = renames;
    }

    /** Begins a reading in which the classes in doubt write their fields in these orders. */
    void begin(FieldOrders newOrders) {
        orders = newOrders;
    }

    /** Returns the number of the class that was read last. */
    int lastRead() {
        return lastRead;
    }

    /** Returns where the objects of a class have their default fields, a constant of {@link FieldOrders}. */
    int fieldOrder(int number) {
        int suspect = classes.suspect(number);
        if (suspect == KnownClasses.LEAVES_OUT) {
            return FieldOrders.NONE;
        }
        return suspect < 0 ? FieldOrders.FIRST : orders.of(suspect);
    }

    /** Reads the description of a class and returns the position of its annotation. */
    int ordinary(int at) throws BlobException {
        int nameLength = source.u2(at + 1);
        int uidAt = source.skipUtf(at + 3, nameLength);
        lastRead = classes.add(events.define(Events.CLASS_DESCRIPTION, at), at + 3, nameLength);
        events.classOf[classes.handle(lastRead)] = lastRead;
        patch(at + 1, nameLength, source.i8(uidAt));
        int flags = source.u1(uidAt + 8);
        if ((flags & SC_EXTERNALIZABLE) != 0 && (flags & (SC_SERIALIZABLE | SC_ENUM)) != 0) {
            throw new BlobException(Code.BAD_STREAM, uidAt + 8, "the flags of a class contradict each other");
        }
        return fields(lastRead, flags, uidAt + 9);
    }

    private int fields(int number, int flags, int countAt) throws BlobException {
        int count = (short) source.u2(countAt);
        if (count < 0) {
            throw new BlobException(Code.BAD_LENGTH, countAt, "a number of fields is negative");
        }
        int primitiveBytes = 0;
        int objects = 0;
        int at = countAt + 2;
        for (int i = 0; i < count; i++) {
            int type = source.u1(at);
            int typeAt = source.skipUtf(at + 3, source.u2(at + 1));
            int width = PrimitiveSize.of(type);
            if (width > 0 && objects == 0) {
                primitiveBytes += width;
                at = typeAt;
            } else if (type == 'L' || type == '[') {
                objects++;
                at = textReader.fieldType(typeAt);
            } else {
                throw new BlobException(Code.BAD_STREAM, at, "an unknown type of field, or fields out of order");
            }
        }
        classes.setFields(number, flags, primitiveBytes, objects);
        if (count > 0) {
            noteDoubt(number, flags);
        }
        return at;
    }

    /** Notes that the class may leave out its default fields: it has some, and a {@code writeObject} of its own. */
    private void noteDoubt(int number, int flags) {
        if ((flags & SC_WRITE_METHOD) != 0 && (flags & SC_SERIALIZABLE) != 0) {
            classes.setSuspect(number, knownClasses.idOf(source, classes.nameAt(number), classes.nameLength(number)));
        }
    }

    /** Reads the description of a proxy class and returns the position of its annotation. */
    int proxy(int at) throws BlobException {
        int handle = events.define(Events.CLASS_DESCRIPTION, at);
        int count = source.count(at + 1, 2);
        lastRead = classes.add(handle, at + 5, 0);
        events.classOf[handle] = lastRead;
        classes.setFields(lastRead, SC_SERIALIZABLE, 0, 0);
        int next = at + 5;
        for (int i = 0; i < count; i++) {
            int length = source.u2(next);
            int to = source.skipUtf(next + 2, length);
            if (renames.changeNames()) {
                patchName(next, ModifiedUtf.decode(source.bytes, next + 2, to), length);
            }
            next = to;
        }
        return next;
    }

    private void patch(int lengthAt, int nameLength, long uid) throws BlobException {
        if (!renames.changeAnything()) {
            return;
        }
        int uidAt = lengthAt + 2 + nameLength;
        String name = ModifiedUtf.decode(source.bytes, lengthAt + 2, uidAt);
        String renamed = patchName(lengthAt, name, nameLength);
        long newUid = renames.serialVersionUid(renamed, uid);
        if (newUid != uid) {
            events.add(Events.PATCH, uidAt, patches.add(8, ByteWriter.longBytes(newUid)));
        }
    }

    private String patchName(int lengthAt, String name, int nameLength) throws BlobException {
        String renamed = renames.rename(name);
        if (!renamed.equals(name)) {
            events.add(Events.PATCH, lengthAt, patches.add(nameLength + 2, ByteWriter.utf(renamed)));
        }
        return renamed;
    }
}
