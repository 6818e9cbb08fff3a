package org.jettyferry.update.preflight;

import java.util.List;
import java.util.Optional;

/**
 * The answer to the query of a check: the number of its rows, and the first of them.
 *
 * @param columns the labels of its columns
 * @param first the values of its first rows as text; empty for NULL
 * @param count the number of all rows
 */
public record FoundRows(List<String> columns, List<List<Optional<String>>> first, long count) {
    /** How many rows are kept to be shown. */
    static final int KEPT = 10;
}
