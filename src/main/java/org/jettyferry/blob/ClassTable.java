package org.jettyferry.blob;

import static java.io.ObjectStreamConstants.SC_BLOCK_DATA;
import static java.io.ObjectStreamConstants.SC_EXTERNALIZABLE;
import static java.io.ObjectStreamConstants.SC_SERIALIZABLE;
import static java.io.ObjectStreamConstants.SC_WRITE_METHOD;

import java.util.Arrays;
import org.jettyferry.blob.BlobException.Code;

/**
 * The class descriptions of one blob, by number. For each, the table keeps the levels of data that its objects have:
 * one for every class of its line that stores anything, topmost first. A level is built once, when its class is
 * described, so that an object costs nothing for superclasses that store nothing. Without that, four million objects of
 * a class with 250 empty superclasses would take a thousand million steps.
 */
final class ClassTable {
    /**
     * The ints of a level: bytes of primitive fields; number of object fields; and 0 if no data of the class's own
     * follow, else 1 plus the number of items of such data that precede the fields.
     */
    static final int LEVEL_INTS = 3;

    private static final int MAX_LEVELS = 1 << 20;

    private static final int NAME_AT = 0;
    private static final int NAME_LENGTH = 1;
    private static final int FLAGS = 2;
    private static final int PRIMITIVE_BYTES = 3;
    private static final int OBJECT_FIELDS = 4;
    private static final int PARENT = 5;
    private static final int LINE = 6;
    private static final int LEVELS_FROM = 7;
    private static final int LEVELS_TO = 8;
    private static final int SUSPECT = 9;
    private static final int HANDLE = 10;
    private static final int INTS = 11;

    private static final int INCOMPLETE = -2;

    private final BlobLimits limits;
    private int[] ints = new int[INTS * 64];
    int[] levels = new int[LEVEL_INTS * 64];
    private int levelEnd;
    int count;

    ClassTable(BlobLimits limits) {
        this.limits = limits;
    }

    void clear() {
        count = 0;
        levelEnd = 0;
    }

    int add(int handle, int nameAt, int nameLength) throws BlobException {
        if (count == limits.maxClasses()) {
            throw new BlobException(Code.TOO_LARGE, nameAt, "more classes than the limit of " + count);
        }
        if ((count + 1) * INTS > ints.length) {
            ints = Arrays.copyOf(ints, ints.length * 2);
        }
        set(count, HANDLE, handle);
        set(count, NAME_AT, nameAt);
        set(count, NAME_LENGTH, nameLength);
        set(count, FLAGS, 0);
        set(count, PRIMITIVE_BYTES, 0);
        set(count, OBJECT_FIELDS, 0);
        set(count, PARENT, INCOMPLETE);
        set(count, SUSPECT, KnownClasses.WRITES);
        return count++;
    }

    void setFields(int number, int flags, int primitiveBytes, int objectFields) {
        set(number, FLAGS, flags);
        set(number, PRIMITIVE_BYTES, primitiveBytes);
        set(number, OBJECT_FIELDS, objectFields);
    }

    /** Sets what {@link KnownClasses#idOf} returned for a class that may leave out its default fields. */
    void setSuspect(int number, int id) {
        set(number, SUSPECT, id);
    }

    /**
     * Completes a description, and builds its levels.
     *
     * @param parent the number of the superclass, or -1 for none
     * @param fieldOrder where its objects have their default fields, a constant of {@link FieldOrders}
     * @param at the position, for errors
     */
    void complete(int number, int parent, int fieldOrder, int at) throws BlobException {
        int line = parent < 0 ? 1 : get(parent, LINE) + 1;
        if (line > limits.maxSuperclasses()) {
            throw new BlobException(Code.TOO_DEEP, at, "more superclasses than the limit of " + (line - 1));
        }
        set(number, PARENT, parent);
        set(number, LINE, line);
        boolean external = (get(number, FLAGS) & SC_EXTERNALIZABLE) != 0;
        inheritLevels(number, external ? -1 : parent, at);
        if (external) {
            addLevel(number, 0, 0, 1);
        } else if ((get(number, FLAGS) & SC_SERIALIZABLE) != 0) {
            addFields(number, fieldOrder);
        }
    }

    private void addFields(int number, int fieldOrder) {
        boolean own = (get(number, FLAGS) & SC_WRITE_METHOD) != 0;
        boolean none = fieldOrder == FieldOrders.NONE;
        int primitives = none ? 0 : get(number, PRIMITIVE_BYTES);
        int objects = none ? 0 : get(number, OBJECT_FIELDS);
        int itemsBefore = Math.max(0, fieldOrder - FieldOrders.NONE);
        if (own || primitives > 0 || objects > 0) {
            addLevel(number, primitives, objects, own ? 1 + itemsBefore : 0);
        }
    }

    private void inheritLevels(int number, int parent, int at) throws BlobException {
        int from = parent < 0 ? levelEnd : levelsFrom(parent);
        int to = parent < 0 ? levelEnd : levelsTo(parent);
        if (levelEnd > (MAX_LEVELS - limits.maxSuperclasses()) * LEVEL_INTS) {
            throw new BlobException(Code.TOO_LARGE, at, "too many superclasses in total");
        }
        int needed = levelEnd + (to - from) + LEVEL_INTS;
        if (needed > levels.length) {
            levels = Arrays.copyOf(levels, needed * 2);
        }
        // If the superclass was described last, its levels are at the end and are shared; otherwise they are copied.
        if (to != levelEnd) {
            System.arraycopy(levels, from, levels, levelEnd, to - from);
            int copied = levelEnd;
            levelEnd += to - from;
            from = copied;
        }
        set(number, LEVELS_FROM, from);
        set(number, LEVELS_TO, levelEnd);
    }

    private void addLevel(int number, int primitives, int objects, int own) {
        levels[levelEnd] = primitives;
        levels[levelEnd + 1] = objects;
        levels[levelEnd + 2] = own;
        levelEnd += LEVEL_INTS;
        set(number, LEVELS_TO, levelEnd);
    }

    boolean isComplete(int number) {
        return get(number, PARENT) != INCOMPLETE;
    }

    /**
     * Returns whether the class is Externalizable in stream protocol 1: only its code knows how many bytes an object
     * has.
     */
    boolean isOpaque(int number) {
        return (get(number, FLAGS) & (SC_EXTERNALIZABLE | SC_BLOCK_DATA)) == SC_EXTERNALIZABLE;
    }

    int parent(int number) {
        return get(number, PARENT);
    }

    int handle(int number) {
        return get(number, HANDLE);
    }

    int nameAt(int number) {
        return get(number, NAME_AT);
    }

    int nameLength(int number) {
        return get(number, NAME_LENGTH);
    }

    int flags(int number) {
        return get(number, FLAGS);
    }

    int levelsFrom(int number) {
        return get(number, LEVELS_FROM);
    }

    int levelsTo(int number) {
        return get(number, LEVELS_TO);
    }

    /** Returns whether the class has fields of a primitive type. */
    boolean hasPrimitives(int number) {
        return get(number, PRIMITIVE_BYTES) > 0;
    }

    /** Returns the number of the class in {@link KnownClasses}, or a negative constant of it if there is no doubt. */
    int suspect(int number) {
        return get(number, SUSPECT);
    }

    private int get(int number, int field) {
        return ints[number * INTS + field];
    }

    private void set(int number, int field, int value) {
        ints[number * INTS + field] = value;
    }
}
