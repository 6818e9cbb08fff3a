package org.jettyferry.guest;

import java.util.Locale;
import java.util.Objects;
import org.jettyferry.jetty.Generation;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of the store look like: told by their columns, as Jetty's own statements would find them.
 *
 * @param generation their generation
 * @param rowId the column {@code rowId}, as the database spells it; null in generation 2
 * @param rowIdWidth how many characters it holds; 0 in generation 2
 * @param idsColumn the column of the table of session ids; null in generation 2
 */
record StoreForm(
        Generation generation,
        @Nullable String rowId,
        int rowIdWidth,
        @Nullable String idsColumn) {

    /** Tables of generation 2. */
    static final StoreForm GENERATION_TWO = new StoreForm(Generation.TWO, null, 0, null);

    /** Returns tables of generation 1. */
    static StoreForm generationOne(String rowId, int rowIdWidth, String idsColumn) {
        return new StoreForm(Generation.ONE, rowId, rowIdWidth, idsColumn);
    }

    /** Returns the column {@code rowId}; only for generation 1. */
    String requireRowId() {
        return Objects.requireNonNull(rowId);
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
