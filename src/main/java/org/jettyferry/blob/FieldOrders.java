package org.jettyferry.blob;

import java.util.BitSet;

/**
 * Where classes with a {@code writeObject} of their own write their default fields: before their own data, as the
 * specification wants it; never; or behind some of their own data. By the number of the class in {@link KnownClasses}.
 */
final class FieldOrders {
    /** As it should be. */
    static final int FIRST = 0;
    /** Leaves its fields out. */
    static final int NONE = 1;
    /** Behind one object, or one run of primitive data, of its own; one more for each further one. */
    static final int BEHIND_ONE = 2;

    /** Behind this many more is not looked for: one class of 735 that have been looked at has two. */
    static final int LAST = BEHIND_ONE + 7;

    private static final int SLOTS = 16;

    private final BitSet bits;

    FieldOrders() {
        this(new BitSet());
    }

    private FieldOrders(BitSet bits) {
        this.bits = bits;
    }

    FieldOrders copy() {
        return new FieldOrders((BitSet) bits.clone());
    }

    int of(int id) {
        int next = bits.nextSetBit(id * SLOTS);
        return next < 0 || next >= (id + 1) * SLOTS ? FIRST : next - id * SLOTS;
    }

    void set(int id, int order) {
        bits.clear(id * SLOTS, (id + 1) * SLOTS);
        if (order != FIRST) {
            bits.set(id * SLOTS + order);
        }
    }

    /** The same but for one class. */
    FieldOrders with(int id, int order) {
        FieldOrders changed = copy();
        changed.set(id, order);
        return changed;
    }

    /** Whether all classes write their fields first. */
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
