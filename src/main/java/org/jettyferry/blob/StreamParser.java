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
 * Reads the grammar of the Java Object Serialization Specification, section 6.4, into {@link Events}.
 *
 * <p>It does not recurse: what a recursive parser keeps on its call stack is in {@link Frames}. Each method takes the
 * position of what it reads and returns the position after it. If something nested begins, the method opens a frame for
 * it, saves its own state in its own frame and returns at once; {@link #step} goes on with the innermost frame. Kinds
 * of frames:
 *
 * <pre>{@code
 *   TC_OBJECT ...      a tag whose class description is still to come (tag of the object; the event that began it)
 *   CLASS_ANNOTATION   a class description, up to its end mark
 *   SUPERCLASS         the same, while the superclass is described
 *   LEVELS             an object: for each class of its line, top first, a level of
 *                        items before the fields (only if FieldOrders says so), primitive fields, object fields,
 *                        and data of the class's own up to the end mark
 *   ELEMENTS           an array of objects
 * }</pre>
 *
 * <p>The state of a LEVELS frame is one number, {@link Frames#remaining}: how many object fields of the level are still
 * to come, or one of the constants FRESH, ANNOTATED, BEFORE.
 */
final class StreamParser {
    /** Frames that wait for a class description have the tag of their object; these are the others. */
    private static final int LEVELS = 1;

    private static final int ELEMENTS = 2;
    private static final int CLASS_ANNOTATION = 3;
    private static final int SUPERCLASS = 4;

    /** The current level has not been begun. */
    private static final int FRESH = -1;
    /** The fields of the current level are read; data of the class's own follow. */
    private static final int ANNOTATED = -2;
    /** Items come before the fields of the current level: this value minus how many are still to come. */
    private static final int BEFORE = -3;

    private final ByteReader source;
    private final BlockReader blocks;
    private final Events events;
    private final ClassTable classes;
    private final TextReader textReader;
    private final ClassReader classReader;
    private final Frames frames;
    /** The number of the class that was described or referred to last, -1 for none. */
    private int lastClass;

    /** Whether an object had all the items before its fields that it was assumed to have. */
    private boolean foundItems;
    /** Whether an object had fewer. */
    private boolean missedItem;

    StreamParser(
            ByteReader source,
            Events events,
            ClassTable classes,
            TextReader textReader,
            ClassReader classReader,
            Frames frames) {
        this.source = source;
        blocks = new BlockReader(source);
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

    /** Returns whether the first object that was assumed to have items before its fields had too few of them. */
    boolean hasTooFewItems() {
        return missedItem && !foundItems;
    }

    /** Reads one object, reference or null with all that it holds. */
    int content(int at) throws BlobException {
        return finish(item(at));
    }

    /** Reads the tag and class of an object and gives it its handle; the caller reads its data. */
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

    /** Returns the number of the class of the object that was opened last. */
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

    /** Refuses a reset, after which handles begin anew, and an exception, which the writer put in place of the rest. */
    void requireNoReset(int at) throws BlobException {
        int tag = source.u1(at);
        if (tag == TC_RESET || tag == TC_EXCEPTION) {
            throw brokenOff(at);
        }
    }

    private static BlobException brokenOff(int at) {
        return new BlobException(Code.UNSUPPORTED, at, "the stream was broken off or reset by its writer");
    }

    /** Goes on with the innermost frame. */
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

    /** Begins something that has a class description; a referenced one opens no frame. */
    private int described(int tag, int at) throws BlobException {
        int start = events.add(Events.START, at, 0);
        if (source.u1(at + 1) == TC_REFERENCE) {
            return begin(tag, start, classReference(at + 1));
        }
        frames.push(tag, start, at);
        return classDescription(at + 1);
    }

    /** Gives an object its handle, now that its class is known, and begins its data. */
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
                // The name of an enum's constant follows; a class object ends here.
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
        frames.remaining[frame] = FRESH;
        return at;
    }

    private int levels(int frame, int at) throws BlobException {
        int next = at;
        while (frames.level[frame] < frames.lastLevel[frame]) {
            next = level(frame, next);
            if (isNested(frame)) {
                return next;
            }
            frames.level[frame] += ClassTable.LEVEL_INTS;
            frames.remaining[frame] = FRESH;
        }
        frames.depth--;
        events.end(frames.subject[frame], next);
        return next;
    }

    /** Reads on in the current level to its end, or to where a nested object opens a frame. */
    private int level(int frame, int at) throws BlobException {
        int next = at;
        int level = frames.level[frame];
        int ownData = classes.levels[level + 2];
        int remaining = frames.remaining[frame];
        if (remaining == FRESH && ownData > 1) {
            remaining = BEFORE - (ownData - 1);
        }
        if (remaining <= BEFORE) {
            next = itemsBefore(frame, remaining, next);
            if (isNested(frame)) {
                return next;
            }
            remaining = FRESH;
        }
        if (remaining == FRESH) {
            next = source.skip(next, classes.levels[level]);
            remaining = classes.levels[level + 1];
        }
        next = items(frame, remaining, next);
        if (isNested(frame) || ownData == 0) {
            return next;
        }
        frames.remaining[frame] = ANNOTATED;
        return annotation(next);
    }

    private boolean isNested(int frame) {
        return frames.depth > frame + 1;
    }

    /** Reads so many fields or elements, or as many as come before a nested object opens a frame. */
    private int items(int frame, int count, int at) throws BlobException {
        int next = at;
        for (int left = count; left > 0; ) {
            left--;
            next = item(next);
            if (isNested(frame)) {
                frames.remaining[frame] = left;
                return next;
            }
        }
        return next;
    }

    /** Reads on to the fields of a level that stand behind items, or to where such an item opens a frame. */
    private int itemsBefore(int frame, int state, int at) throws BlobException {
        int next = at;
        for (int left = state; left < BEFORE; ) {
            left++;
            next = itemBefore(next);
            if (isNested(frame)) {
                frames.remaining[frame] = left;
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
        return BlockReader.isBlock(tag) ? blocks.skipRun(at) : item(at);
    }

    /** Reads data of a class's own up to the end mark, or to where a nested object opens a frame. */
    private int annotation(int at) throws BlobException {
        int open = frames.depth;
        int next = at;
        while (true) {
            switch (source.u1(next)) {
                case TC_ENDBLOCKDATA -> {
                    return next + 1;
                }
                case TC_BLOCKDATA, TC_BLOCKDATALONG -> next = blocks.skip(next);
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
            throw new BlobException(Code.BAD_STREAM, at, "an array whose class is not an array class");
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
        frames.remaining[frame] = size;
        return next;
    }

    private int elements(int frame, int at) throws BlobException {
        int next = items(frame, frames.remaining[frame], at);
        if (!isNested(frame)) {
            frames.depth--;
            events.end(frames.subject[frame], next);
        }
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
        frames.push(CLASS_ANNOTATION, classReader.lastRead(), at);
        return annotationAt;
    }

    private int classAnnotation(int frame, int at) throws BlobException {
        int next = annotation(at);
        if (isNested(frame)) {
            return next;
        }
        frames.kind[frame] = SUPERCLASS;
        return classDescription(next);
    }

    /** Completes a class description, now that its superclass is known. */
    private int superclass(int frame, int at) throws BlobException {
        int number = frames.subject[frame];
        frames.depth--;
        classes.complete(number, lastClass, classReader.fieldOrder(number), at);
        events.end(classes.handle(number), at);
        lastClass = number;
        return at;
    }
}
