package org.jettyferry.update.column;

import java.util.Locale;

/** How far the change of a column is. The order is that of time; the words are those of the table {@code ferry_column}. */
public enum Phase {
    /** Nothing is recorded: not begun, or aborted. */
    NONE,
    /** The new column and the triggers are being made. */
    ADDING,
    /** Triggers keep both columns in step; rows that nobody has written since are being copied. */
    COPYING,
    /** All rows are copied, and are being compared. */
    CHECKING,
    /** Both columns agree. Nodes of both releases may write. */
    EXPANDED,
    /** The triggers and the old column are being dropped. */
    CONTRACTING,
    /** The new column is alone. */
    CONTRACTED,
    /** The triggers and the new column are being dropped. */
    ABORTING;

    /** Returns the word for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Phase of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
