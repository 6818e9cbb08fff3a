package org.jettyferry.blob;

import java.util.Arrays;
import org.jettyferry.blob.BlobException.Code;

/**
 * The attributes of the session that was read, in their order: for each its name, its loader flag, and where its key
 * and its value are, as a span of the source and of the list of events. Eleven ints an attribute.
 */
final class Attributes {
    private static final int NAME_AT = 0;
    private static final int NAME_LENGTH = 1;
    private static final int KEY = 2;
    private static final int VALUE = 6;
    private static final int FLAG = 10;
    private static final int INTS = 11;
    private static final int KEEP = 1 << 16;

    private final int limit;
    private int[] ints = new int[INTS * 32];
    /** The names that were cut into several blocks, joined. */
    final ByteWriter joinedNames = new ByteWriter();

    int count;
    /** The handle of the attribute map itself, -1 if the layout has none. */
    int mapHandle;
    /** Where the data of the HashMap begin: load factor, threshold, a block of capacity and size. */
    int mapDataAt;

    Attributes(int maxEvents) {
        // An attribute takes about as much memory as eight events.
        limit = maxEvents / 8;
    }

    void clear() {
        if (ints.length > KEEP) {
            ints = new int[INTS * 32];
        }
        joinedNames.clear();
        count = 0;
        mapHandle = -1;
        mapDataAt = 0;
    }

    /**
     * Adds an attribute.
     *
     * @param nameAt the position of its name in the source, or the complement of its position in {@link #joinedNames}
     */
    void add(int nameAt, int nameLength, boolean loaderFlag) throws BlobException {
        if (count == limit) {
            throw new BlobException(Code.TOO_LARGE, 0, "more attributes than the limit of " + limit);
        }
        if ((count + 1) * INTS > ints.length) {
            ints = Arrays.copyOf(ints, ints.length * 2);
        }
        int base = count++ * INTS;
        ints[base + NAME_AT] = nameAt;
        ints[base + NAME_LENGTH] = nameLength;
        ints[base + FLAG] = loaderFlag ? 1 : 0;
    }

    /** Sets where the key of the attribute that was added last is. */
    void setKey(int at, int end, int event, int endEvent) {
        setSpan(KEY, at, end, event, endEvent);
    }

    /** Sets where the value of the attribute that was added last is. */
    void setValue(int at, int end, int event, int endEvent) {
        setSpan(VALUE, at, end, event, endEvent);
    }

    private void setSpan(int span, int at, int end, int event, int endEvent) {
        int base = (count - 1) * INTS + span;
        ints[base] = at;
        ints[base + 1] = end;
        ints[base + 2] = event;
        ints[base + 3] = endEvent;
    }

    /** Returns the array that {@link #nameAt} is a position in. */
    byte[] nameSource(ByteReader source, int attribute) {
        return ints[attribute * INTS + NAME_AT] < 0 ? joinedNames.bytes : source.bytes;
    }

    int nameAt(int attribute) {
        int at = ints[attribute * INTS + NAME_AT];
        return at < 0 ? ~at : at;
    }

    int nameLength(int attribute) {
        return ints[attribute * INTS + NAME_LENGTH];
    }

    boolean loaderFlag(int attribute) {
        return ints[attribute * INTS + FLAG] != 0;
    }

    int valueAt(int attribute) {
        return ints[attribute * INTS + VALUE];
    }

    int valueEvent(int attribute) {
        return ints[attribute * INTS + VALUE + 2];
    }

    void emitKey(Emitter emitter, int attribute) throws BlobException {
        emitSpan(emitter, attribute * INTS + KEY);
    }

    void emitValue(Emitter emitter, int attribute) throws BlobException {
        emitSpan(emitter, attribute * INTS + VALUE);
    }

    private void emitSpan(Emitter emitter, int base) throws BlobException {
        emitter.span(ints[base], ints[base + 1], ints[base + 2], ints[base + 3]);
    }

    /** Returns a number that differs between two readings with different attributes; see {@link ReadingAttempts}. */
    int fingerprint() {
        int print = count;
        for (int i = 0; i < count * INTS; i++) {
            print = print * 31 + ints[i];
        }
        return print;
    }
}
