package org.jettyferry.guest;

import java.util.Locale;
import java.util.Objects;
import org.jettyferry.jetty.Generation;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of the store look like: told by their columns, as Jetty's own statements would find them.
 *
 * @param generation their generation
 * @param rowIdWidth how many characters the column {@code rowId} holds; 0 in generation 2
 * @param idsColumn the column of the table of session ids; null in generation 2
 */
record StoreForm(
        Generation generation, int rowIdWidth, @Nullable String idsColumn) {

    /** Tables of generation 2. */
    static final StoreForm GENERATION_TWO = new StoreForm(Generation.TWO, 0, null);

    /** Returns tables of generation 1. */
    static StoreForm generationOne(int rowIdWidth, String idsColumn) {
        return new StoreForm(Generation.ONE, rowIdWidth, idsColumn);
    }

    /** Returns the column of the table of session ids; only for generation 1. */
    String requireIdsColumn() {
        return Objects.requireNonNull(idsColumn);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "generation %s", generation.id());
    }
}
