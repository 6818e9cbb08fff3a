package org.jettyferry.store.plan;

/**
 * A stretch of the old table.
 *
 * @param condition picks its rows out
 * @param watermark what the journal keeps when they are migrated; opaque
 * @param last whether no row comes after it
 */
public record RowRange(String condition, String watermark, boolean last) {
    /** The whole table at once. */
    static final RowRange ALL = new RowRange("1 = 1", "", true);
}
