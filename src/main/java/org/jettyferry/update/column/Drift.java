package org.jettyferry.update.column;

import java.util.List;

/**
 * The rows whose columns do not agree.
 *
 * @param keys the primary keys of the first of them, the values of a key joined by commas
 * @param more whether there are more
 */
public record Drift(List<String> keys, boolean more) {
    /** No such row. */
    public static final Drift NONE = new Drift(List.of(), false);

    public Drift {
        keys = List.copyOf(keys);
    }

    /** Returns whether both columns agree in all rows. */
    public boolean isNone() {
        return keys.isEmpty();
    }

    @Override
    public String toString() {
        return String.join("; ", keys) + (more ? " and more" : "");
    }
}
