package org.jettyferry.store.transfer;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the source, converted to what the target needs, except for its blob.
 *
 * @param key of the row
 * @param check of everything in the row that a save changes
 * @param values of the target's columns in their order, without the blob
 * @param map the blob as it is; null if the row has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SourceRow(SourceKey key, String check, List<@Nullable Object> values, byte @Nullable [] map) {
    SourceRow {
        values = Collections.unmodifiableList(values);
    }
}
