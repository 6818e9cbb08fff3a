package org.jettyferry.blob;

import java.util.Arrays;
import org.jettyferry.blob.BlobException.Code;

/**
 * The objects and class descriptions that are open, innermost last: what a recursive parser would keep on its call
 * stack, where a hostile blob could overflow it. {@link StreamParser} explains the kinds.
 */
final class Frames {
    private final int limit;
    int[] kind = new int[64];
    /** By kind: the handle of the object, the number of the class, or the event that began what waits for its class. */
    int[] subject = new int[64];
    /** The index of an object's current level in {@link ClassTable#levels}. */
    int[] level = new int[64];

    /** The index after the object's last level. */
    int[] lastLevel = new int[64];
    /** How many elements, or object fields of the current level, are still to come. */
    int[] remaining = new int[64];

    int depth;
    int deepest;

    Frames(int limit) {
        this.limit = limit;
    }

    void clear() {
        depth = 0;
        deepest = 0;
    }

    int push(int newKind, int newSubject, int at) throws BlobException {
        if (depth == limit) {
            throw new BlobException(Code.TOO_DEEP, at, "objects are nested deeper than the limit of " + limit);
        }
        if (depth == kind.length) {
            grow();
        }
        kind[depth] = newKind;
        subject[depth] = newSubject;
        deepest = Math.max(deepest, depth + 1);
        return depth++;
    }

    private void grow() {
        int size = kind.length * 2;
        kind = Arrays.copyOf(kind, size);
        subject = Arrays.copyOf(subject, size);
        level = Arrays.copyOf(level, size);
        lastLevel = Arrays.copyOf(lastLevel, size);
        remaining = Arrays.copyOf(remaining, size);
    }
}
