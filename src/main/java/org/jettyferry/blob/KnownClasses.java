package org.jettyferry.blob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a codec has learned about the classes that have both default fields and a {@code writeObject} method, and so may
 * break the rule that fields come first; {@link ReadingSearch} explains it. Each gets a number. Classes of the Java
 * platform are not kept here: a census of JDK 17 found none that breaks the rule and can be in a session.
 */
final class KnownClasses {
    private static final int MAX_CLASSES = 4096;
    /** A class is not checked any more after so many blobs whose readings had the same events. */
    private static final int HARMLESS = 3;

    /** Instead of a number: the class writes its fields first. */
    static final int WRITES = -1;
    /** Instead of a number: the operator says that the class leaves its fields out. */
    static final int LEAVES_OUT = -2;

    private static final byte[] JAVA = {'j', 'a', 'v', 'a', '.'};

    private final Map<Key, Integer> ids = new HashMap<>();
    private final Key probe = new Key();
    private final BlobOptions options;
    private FieldOrders orders = new FieldOrders();
    private final BitSet settled = new BitSet();
    private final int[] harmless = new int[MAX_CLASSES];
    private final List<String> names = new ArrayList<>();

    KnownClasses(BlobOptions options) {
        this.options = options;
    }

    /** Returns the number of a class that may leave out its fields, or one of the constants if there is no doubt. */
    int idOf(ByteReader source, int nameAt, int nameLength) {
        if (source.holds(nameAt, JAVA)) {
            return WRITES;
        }
        probe.set(source.bytes, nameAt, nameLength);
        Integer id = ids.get(probe);
        if (id != null) {
            return id;
        }
        return ids.size() == MAX_CLASSES ? WRITES : learnName(source, nameAt, nameLength);
    }

    private int learnName(ByteReader source, int nameAt, int nameLength) {
        Key key = new Key();
        key.set(Arrays.copyOfRange(source.bytes, nameAt, nameAt + nameLength), 0, nameLength);
        String name = ModifiedUtf.decode(key.bytes, 0, nameLength);
        int id = names.size();
        if (options.withDefaultFields().contains(name)) {
            id = WRITES;
        } else if (options.withoutDefaultFields().contains(name)) {
            id = LEAVES_OUT;
        } else {
            names.add(name);
        }
        ids.put(key, id);
        return id;
    }

    String name(int id) {
        return names.get(id);
    }

    /** Returns the orders to try first. */
    FieldOrders orders() {
        return orders;
    }

    /** Returns whether the class needs no check of its other orders. */
    boolean isSettled(int id) {
        return settled.get(id);
    }

    /** Keeps the orders in which the classes of a blob were found to write their fields. */
    void learn(FieldOrders found, Iterable<Suspect> suspects) {
        for (Suspect suspect : suspects) {
            orders = orders.with(suspect.id(), found.of(suspect.id()));
        }
    }

    /** Notes that the class was proved to write its fields first. */
    void settle(int id) {
        settled.set(id);
    }

    /** Notes a blob whose readings with this class had the same events. */
    void countAgreement(int id) {
        if (++harmless[id] >= HARMLESS) {
            settled.set(id);
        }
    }

    /** A name as bytes, so that a look-up needs no string. */
    private static final class Key {
        private byte[] bytes = {};
        private int from;
        private int length;
        private int hash;

        void set(byte[] newBytes, int newFrom, int newLength) {
            bytes = newBytes;
            from = newFrom;
            length = newLength;
            hash = 1;
            for (int i = from; i < from + length; i++) {
                hash = hash * 31 + bytes[i];
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Arrays.equals(bytes, from, from + length, key.bytes, key.from, key.from + key.length);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
