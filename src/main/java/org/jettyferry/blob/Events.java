package org.jettyferry.blob;

import java.util.Arrays;
import org.jettyferry.blob.BlobException.Code;

/**
 * A stream as a flat list of what matters for rewriting it: where an object begins, where it takes its handle, and
 * where one is referred to. All other bytes are copied as they are. An event is two ints, its position and its type
 * with a value (a handle, or the number of a patch). The columns {@link #kind} to {@link #classOf} are by handle.
 */
final class Events {
    /** An object begins. Its handle comes later, after its class description. */
    static final int START = 0;
    /** The object that began before takes its handle. */
    static final int ASSIGN = 1;
    /** A string or a class description begins and takes its handle at once. */
    static final int DEFINE = 2;
    /** A reference to a handle. */
    static final int REFERENCE = 3;
    /** Bytes of the source are replaced; the value is the number of the patch. */
    static final int PATCH = 4;
    /** A reference is replaced by a new string with a handle of its own; the value is the number of the patch. */
    static final int INSERT = 5;

    static final int TYPE_BITS = 3;
    static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    static final byte STRING = 1;
    /** A string whose first mention is the type of a field. */
    static final byte TYPE_STRING = 2;

    static final byte CLASS_DESCRIPTION = 3;
    static final byte OBJECT = 4;
    static final byte OTHER = 5;

    private static final int INITIAL = 1 << 10;
    /** A larger list, which a giant blob needed, is not kept. */
    private static final int KEEP = 1 << 18;

    private final int limit;

    int[] at = new int[INITIAL];
    int[] what = new int[INITIAL];
    int count;

    byte[] kind = new byte[INITIAL];
    int[] startEvent = new int[INITIAL];
    int[] endEvent = new int[INITIAL];
    int[] endAt = new int[INITIAL];
    /** The number in {@link ClassTable}, for objects and class descriptions. */
    int[] classOf = new int[INITIAL];

    int handles;

    Events(int limit) {
        this.limit = limit;
    }

    void clear() {
        if (at.length > KEEP) {
            at = new int[INITIAL];
            what = new int[INITIAL];
        }
        if (kind.length > KEEP) {
            growHandles(INITIAL);
        }
        count = 0;
        handles = 0;
    }

    int add(int type, int position, int value) throws BlobException {
        if (count == at.length) {
            growEvents(position);
        }
        at[count] = position;
        what[count] = (value << TYPE_BITS) | type;
        return count++;
    }

    /** Adds a string or class description, which takes its handle here. */
    int define(byte newKind, int position) throws BlobException {
        return handle(newKind, add(DEFINE, position, handles), -1);
    }

    /** Gives the object that began with an event its handle. */
    int assign(byte newKind, int start, int position, int itsClass) throws BlobException {
        what[start] = (handles << TYPE_BITS) | START;
        add(ASSIGN, position, handles);
        return handle(newKind, start, itsClass);
    }

    /** Notes where what has a handle ends; until then its end event is -1. */
    void end(int handle, int position) {
        endEvent[handle] = count;
        endAt[handle] = position;
    }

    int startAt(int handle) {
        return at[startEvent[handle]];
    }

    boolean isString(int handle) {
        return kind[handle] <= TYPE_STRING;
    }

    /** Returns a number that differs between two readings with different events; see {@link ReadingAttempts}. */
    long fingerprint() {
        long print = count;
        for (int i = 0; i < count; i++) {
            print = (print ^ at[i]) * 0x9e3779b97f4a7c15L;
            print = Long.rotateLeft(print ^ what[i], 29) * 0xbf58476d1ce4e5b9L;
        }
        return print;
    }

    private int handle(byte newKind, int start, int itsClass) {
        if (handles == kind.length) {
            growHandles(handles * 2);
        }
        kind[handles] = newKind;
        startEvent[handles] = start;
        endEvent[handles] = -1;
        classOf[handles] = itsClass;
        return handles++;
    }

    private void growEvents(int position) throws BlobException {
        if (count >= limit) {
            throw new BlobException(Code.TOO_LARGE, position, "more objects and references than the limit of " + limit);
        }
        int size = Math.min(limit, count * 2);
        at = Arrays.copyOf(at, size);
        what = Arrays.copyOf(what, size);
    }

    private void growHandles(int size) {
        kind = Arrays.copyOf(kind, size);
        startEvent = Arrays.copyOf(startEvent, size);
        endEvent = Arrays.copyOf(endEvent, size);
        endAt = Arrays.copyOf(endAt, size);
        classOf = Arrays.copyOf(classOf, size);
    }
}
