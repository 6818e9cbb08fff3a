package org.jettyferry.store.plan;

/**
 * A range of rows of the old table.
 *
 * @param condition that selects its rows
 * @param watermark that the journal keeps once they are migrated; opaque
 * @param last whether no row comes after it
 */
public record RowRange(String condition, String watermark, boolean last) {
    /** The whole table at once. */
    static final RowRange ALL = new RowRange("1 = 1", "", true);
}
