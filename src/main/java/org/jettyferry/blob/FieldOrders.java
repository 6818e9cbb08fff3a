package org.jettyferry.blob;

import java.util.BitSet;

/**
 * An assumption for every class in doubt: where its objects have their default fields. By the number of the class in
 * {@link KnownClasses}; a class that is not mentioned writes them first, as the specification requires. Immutable.
 */
final class FieldOrders {
    /** Before data of its own, as specified. */
    static final int FIRST = 0;
    /** Not at all. */
    static final int NONE = 1;
    /** Behind one item of its own, that is an object or a run of primitive data; one more for each further item. */
    static final int BEHIND_ONE = 2;

    /** The search goes no further: of 735 classes with a {@code writeObject}, the one that does this has two items. */
    static final int LAST = BEHIND_ONE + 7;

    private static final int SLOTS = 16;

    private final BitSet bits;

    FieldOrders() {
        this(new BitSet());
    }

    private FieldOrders(BitSet bits) {
        this.bits = bits;
    }

    /** Returns the order of a class. */
    int of(int id) {
        int next = bits.nextSetBit(id * SLOTS);
        return next < 0 || next >= (id + 1) * SLOTS ? FIRST : next - id * SLOTS;
    }

    /** Returns the same with another order of one class. */
    FieldOrders with(int id, int order) {
        BitSet changed = (BitSet) bits.clone();
        changed.clear(id * SLOTS, (id + 1) * SLOTS);
        if (order != FIRST) {
            changed.set(id * SLOTS + order);
        }
        return new FieldOrders(changed);
    }

    /** Returns whether all classes write their fields first. */
    boolean asSpecified() {
        return bits.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldOrders orders && bits.equals(orders.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }
}
