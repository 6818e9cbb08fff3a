package org.jettyferry.blob;

/**
 * A class whose order of fields is in doubt.
 *
 * @param id its number in {@link KnownClasses}
 * @param primitives whether it has fields of a primitive type. Without them, fields behind data of the class's own
 *     cannot be told from that data, and need not be
 */
record Suspect(int id, boolean primitives) {
    int lastOrder() {
        return primitives ? FieldOrders.LAST : FieldOrders.NONE;
    }
}
