package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.TC_ARRAY;
import static java.io.ObjectStreamConstants.TC_BLOCKDATA;
import static java.io.ObjectStreamConstants.TC_BLOCKDATALONG;
import static java.io.ObjectStreamConstants.TC_CLASS;
import static java.io.ObjectStreamConstants.TC_CLASSDESC;
import static java.io.ObjectStreamConstants.TC_ENDBLOCKDATA;
import static java.io.ObjectStreamConstants.TC_ENUM;
import static java.io.ObjectStreamConstants.TC_EXCEPTION;
import static java.io.ObjectStreamConstants.TC_LONGSTRING;
import static java.io.ObjectStreamConstants.TC_NULL;
import static java.io.ObjectStreamConstants.TC_OBJECT;
import static java.io.ObjectStreamConstants.TC_PROXYCLASSDESC;
import static java.io.ObjectStreamConstants.TC_REFERENCE;
import static java.io.ObjectStreamConstants.TC_RESET;
import static java.io.ObjectStreamConstants.TC_STRING;

import org.jettyferry.blob.BlobException.Code;

/**
 * Reads the grammar of the Java Object Serialization Specification, section 6.4, into {@link Events}. It knows no class
 * and does not recurse: what is open is in {@link Frames}. Each method takes the position of what it reads and answers
 * the position after it, or after as much of it as could be read before something nested began.
 */
final class StreamParser {
    /** Frames that wait for a class description have the tag of their object; these are the others. */
    private static final int LEVELS = 1;

    private static final int ELEMENTS = 2;
    private static final int CLASS_ANNOTATION = 3;
    private static final int SUPERCLASS = 4;

    /** The present level of an object was not begun. */
    private static final int FRESH = -1;
    /** The fields of the present level are read, its annotation is open. */
    private static final int ANNOTATED = -2;
    /** This, or so many less as items are still to come before the fields of the present level. */
    private static final int BEFORE = -3;

    /** The writer of a stream cuts its primitive data into blocks of this size. */
    private static final int FULL_BLOCK = 1024;

    private final ByteReader source;
    private final Events events;
    private final ClassTable classes;
    private final TextReader textReader;
    private final ClassReader classReader;
    private final Frames frames;
    /** The class that was described or referred to last, -1 for none. */
    private int lastClass;

    private boolean foundItems;
    private boolean missedItem;

    StreamParser(
            ByteReader source,
            Events events,
            ClassTable classes,
            TextReader textReader,
            ClassReader classReader,
            Frames frames) {
        this.source = source;
        this.events = events;
        this.classes = classes;
        this.textReader = textReader;
        this.classReader = classReader;
        this.frames = frames;
    }

    void begin() {
        foundItems = false;
        missedItem = false;
    }

    /** Whether the first object that was to have items before its fields has too few; others then have too. */
    boolean hasTooFewItems() {
        return missedItem && !foundItems;
    }

    /** Reads one object, reference or null with all that it holds. */
    int content(int at) throws BlobException {
        return finish(item(at));
    }

    /** Reads an object's tag and class and gives it its handle; the caller reads its data. */
    int openObject(int at) throws BlobException {
        if (source.u1(at) != TC_OBJECT) {
            throw new BlobException(Code.NOT_A_SESSION, at, "no object where the session must be");
        }
        int start = events.add(Events.START, at, 0);
        int next = finish(classDescription(at + 1));
        if (lastClass < 0) {
            throw new BlobException(Code.BAD_REFERENCE, at, "an object without a class");
        }
        events.assign(Events.OBJECT, start, next, lastClass);
        return next;
    }

    /** The class of the object that was opened last. */
    int openedClass() {
        return lastClass;
    }

    private int finish(int at) throws BlobException {
        int next = at;
        while (frames.depth > 0) {
            next = step(next);
        }
        return next;
    }

    private int item(int at) throws BlobException {
        int tag = source.u1(at);
        return switch (tag) {
            case TC_REFERENCE -> textReader.reference(at);
            case TC_STRING, TC_LONGSTRING -> textReader.string(at);
            case TC_NULL -> at + 1;
            case TC_OBJECT, TC_ARRAY, TC_ENUM, TC_CLASS -> described(tag, at);
            case TC_CLASSDESC, TC_PROXYCLASSDESC -> classDescription(at);
            case TC_EXCEPTION, TC_RESET -> throw brokenOff(at);
            default -> throw new BlobException(Code.BAD_STREAM, at, "an unknown tag");
        };
    }

    /** What follows a reset has handles of its own, and what follows an exception is no part of the session. */
    void requireNoReset(int at) throws BlobException {
        int tag = source.u1(at);
        if (tag == TC_RESET || tag == TC_EXCEPTION) {
            throw brokenOff(at);
        }
    }

    private static BlobException brokenOff(int at) {
        return new BlobException(Code.UNSUPPORTED, at, "the stream was broken off or reset by its writer");
    }

    private int step(int at) throws BlobException {
        int top = frames.depth - 1;
        return switch (frames.kind[top]) {
            case LEVELS -> levels(top, at);
            case ELEMENTS -> elements(top, at);
            case CLASS_ANNOTATION -> classAnnotation(top, at);
            case SUPERCLASS -> superclass(top, at);
            default -> {
                frames.depth--;
                yield begin(frames.kind[top], frames.subject[top], at);
            }
        };
    }

    private int described(int tag, int at) throws BlobException {
        int start = events.add(Events.START, at, 0);
        if (source.u1(at + 1) == TC_REFERENCE) {
            return begin(tag, start, classReference(at + 1));
        }
        frames.push(tag, start, at);
        return classDescription(at + 1);
    }

    /** The class of an object is known: the object takes its handle, and its data follow. */
    private int begin(int tag, int start, int at) throws BlobException {
        int number = lastClass;
        if (number < 0 || !classes.isComplete(number)) {
            throw new BlobException(Code.BAD_REFERENCE, at, "an object without a class");
        }
        boolean plain = tag == TC_OBJECT || tag == TC_ENUM;
        int handle = events.assign(plain ? Events.OBJECT : Events.OTHER, start, at, number);
        return switch (tag) {
            case TC_OBJECT -> object(handle, number, at);
            case TC_ARRAY -> array(handle, number, at);
            default -> {
                // An enum goes on with the name of its constant; a class object ends here.
                int next = tag == TC_ENUM ? textReader.stringOrReference(at) : at;
                events.end(handle, next);
                yield next;
            }
        };
    }

    private int object(int handle, int number, int at) throws BlobException {
        if (classes.isOpaque(number)) {
            throw new BlobException(Code.UNSUPPORTED, at, "an Externalizable object of stream protocol 1");
        }
        int from = classes.levelsFrom(number);
        int to = classes.levelsTo(number);
        if (from == to) {
            events.end(handle, at);
            return at;
        }
        int frame = frames.push(LEVELS, handle, at);
        frames.level[frame] = from;
        frames.lastLevel[frame] = to;
        frames.left[frame] = FRESH;
        return at;
    }

    private int levels(int frame, int at) throws BlobException {
        int next = at;
        int level = frames.level[frame];
        int last = frames.lastLevel[frame];
        int left = frames.left[frame];
        while (level < last) {
            if (left == FRESH && classes.levels[level + 2] > 1) {
                left = BEFORE - (classes.levels[level + 2] - 1);
            }
            if (left <= BEFORE) {
                next = before(frame, level, left, next);
                if (frames.depth > frame + 1) {
                    return next;
                }
                left = FRESH;
            }
            if (left == FRESH) {
                next = source.skip(next, classes.levels[level]);
                left = classes.levels[level + 1];
            }
            while (left > 0) {
                left--;
                next = item(next);
                if (frames.depth > frame + 1) {
                    frames.level[frame] = level;
                    frames.left[frame] = left;
                    return next;
                }
            }
            if (classes.levels[level + 2] != 0) {
                next = annotation(next);
                if (frames.depth > frame + 1) {
                    frames.level[frame] = level;
                    frames.left[frame] = ANNOTATED;
                    return next;
                }
            }
            level += ClassTable.LEVEL_INTS;
            left = FRESH;
        }
        frames.depth--;
        events.end(frames.subject[frame], next);
        return next;
    }

    /** Reads on to the fields of a level that stand behind items, or to where such an item opens a frame. */
    private int before(int frame, int level, int state, int at) throws BlobException {
        int next = at;
        for (int left = state; left < BEFORE; ) {
            left++;
            next = itemBefore(next);
            if (frames.depth > frame + 1) {
                frames.level[frame] = level;
                frames.left[frame] = left;
                return next;
            }
        }
        foundItems = true;
        return next;
    }

    private int itemBefore(int at) throws BlobException {
        int tag = source.u1(at);
        if (tag < TC_NULL || tag > TC_ENUM || tag == TC_ENDBLOCKDATA) {
            missedItem = true;
            throw new BlobException(Code.BAD_STREAM, at, "something else where data of a class's own must be");
        }
        return tag == TC_BLOCKDATA || tag == TC_BLOCKDATALONG ? blocks(at) : item(at);
    }

    /** A run of primitive data: full blocks, and one that is not. */
    private int blocks(int at) throws BlobException {
        int next = at;
        while (true) {
            int tag = source.u1(next);
            if (next > at && tag != TC_BLOCKDATA && tag != TC_BLOCKDATALONG) {
                return next;
            }
            int length = tag == TC_BLOCKDATA ? source.u1(next + 1) : source.i4(next + 1);
            next = source.skip(tag == TC_BLOCKDATA ? next + 2 : next + 5, length);
            if (length != FULL_BLOCK) {
                return next;
            }
        }
    }

    /** Reads on to the end of an annotation, or to where a nested object opens a frame. */
    private int annotation(int at) throws BlobException {
        int open = frames.depth;
        int next = at;
        while (true) {
            switch (source.u1(next)) {
                case TC_ENDBLOCKDATA -> {
                    return next + 1;
                }
                case TC_BLOCKDATA -> next = source.skip(next + 2, source.u1(next + 1));
                case TC_BLOCKDATALONG -> next = source.skip(next + 5, source.i4(next + 1));
                default -> next = item(next);
            }
            if (frames.depth > open) {
                return next;
            }
        }
    }

    private int array(int handle, int number, int at) throws BlobException {
        int nameAt = classes.nameAt(number);
        if (classes.nameLength(number) < 2 || source.bytes[nameAt] != '[') {
            throw new BlobException(Code.BAD_STREAM, at, "an array whose class is none");
        }
        int width = PrimitiveSize.of(source.bytes[nameAt + 1]);
        // An element that is an object takes at least the byte of a null.
        int size = source.count(at, Math.max(1, width));
        int next = at + 4;
        if (width > 0 || size == 0) {
            next += size * width;
            events.end(handle, next);
            return next;
        }
        int frame = frames.push(ELEMENTS, handle, at);
        frames.left[frame] = size;
        return next;
    }

    private int elements(int frame, int at) throws BlobException {
        int next = at;
        int left = frames.left[frame];
        while (left > 0) {
            left--;
            next = item(next);
            if (frames.depth > frame + 1) {
                frames.left[frame] = left;
                return next;
            }
        }
        frames.depth--;
        events.end(frames.subject[frame], next);
        return next;
    }

    private int classDescription(int at) throws BlobException {
        return switch (source.u1(at)) {
            case TC_REFERENCE -> classReference(at);
            case TC_NULL -> {
                lastClass = -1;
                yield at + 1;
            }
            case TC_CLASSDESC -> newClass(at, classReader.ordinary(at));
            case TC_PROXYCLASSDESC -> newClass(at, classReader.proxy(at));
            default -> throw new BlobException(Code.BAD_STREAM, at, "something else where a class must be");
        };
    }

    private int classReference(int at) throws BlobException {
        int handle = textReader.handleAt(at);
        if (events.kind[handle] != Events.CLASS_DESCRIPTION || !classes.isComplete(events.classOf[handle])) {
            throw new BlobException(Code.BAD_REFERENCE, at, "a reference to something else than a class");
        }
        lastClass = events.classOf[handle];
        events.add(Events.REFERENCE, at, handle);
        return at + 5;
    }

    private int newClass(int at, int annotationAt) throws BlobException {
        frames.push(CLASS_ANNOTATION, classReader.read(), at);
        return annotationAt;
    }

    private int classAnnotation(int frame, int at) throws BlobException {
        int next = annotation(at);
        if (frames.depth > frame + 1) {
            return next;
        }
        frames.kind[frame] = SUPERCLASS;
        return classDescription(next);
    }

    private int superclass(int frame, int at) throws BlobException {
        int number = frames.subject[frame];
        frames.depth--;
        classes.complete(number, lastClass, classReader.fieldOrder(number), at);
        events.end(classes.handle(number), at);
        lastClass = number;
        return at;
    }
}
