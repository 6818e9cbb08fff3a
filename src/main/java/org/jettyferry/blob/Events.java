package org.jettyferry.blob;

import java.util.Arrays;
import org.jettyferry.blob.BlobException.Code;

/**
 * A stream as a flat list of what matters for writing it anew: where an object begins, where it takes its handle, where
 * one is referred to. All other bytes are copied as they are. Two ints an event, four ints and a byte a handle.
 */
final class Events {
    /** Begins an object whose handle comes later, after its class description. */
    static final int START = 0;
    /** The object that was started takes its handle. */
    static final int ASSIGN = 1;
    /** Begins a string or a class description, which takes its handle at once. */
    static final int DEFINE = 2;
    /** Refers to a handle. */
    static final int REFERENCE = 3;
    /** Replaces bytes of the source; the value is the number of the patch. */
    static final int PATCH = 4;
    /** Replaces a reference by a new string that takes a handle; the value is the number of the patch. */
    static final int INSERT = 5;

    static final int TYPE_BITS = 3;
    static final int TYPE_MASK = (1 << TYPE_BITS) - 1;

    static final byte STRING = 1;
    /** A string that was first met as the type of a field. */
    static final byte TYPE_STRING = 2;

    static final byte CLASS_DESCRIPTION = 3;
    static final byte OBJECT = 4;
    static final byte OTHER = 5;

    private static final int INITIAL = 1 << 10;
    /** A workspace that a giant blob made larger than this is given back. */
    private static final int KEEP = 1 << 18;

    private final int limit;

    int[] at = new int[INITIAL];
    int[] what = new int[INITIAL];
    int count;

    byte[] kind = new byte[INITIAL];
    int[] startEvent = new int[INITIAL];
    int[] endEvent = new int[INITIAL];
    int[] endAt = new int[INITIAL];
    /** The number of the class in {@link ClassTable}, for objects and class descriptions. */
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

    /** A string or class description begins here and takes its handle. */
    int define(byte newKind, int position) throws BlobException {
        return handle(newKind, add(DEFINE, position, handles), -1);
    }

    /** The object that began with an event takes its handle here. */
    int assign(byte newKind, int start, int position, int itsClass) throws BlobException {
        what[start] = (handles << TYPE_BITS) | START;
        add(ASSIGN, position, handles);
        return handle(newKind, start, itsClass);
    }

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

    /** Tells one reading of a blob from another. */
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
