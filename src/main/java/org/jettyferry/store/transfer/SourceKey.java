package org.jettyferry.store.transfer;

import java.util.List;
import org.jettyferry.jdbc.Sha256;

/**
 * The primary key of a row at the source.
 *
 * @param parts its values, in the order of the key
 */
record SourceKey(List<String> parts) {
    SourceKey {
        parts = List.copyOf(parts);
    }

    /** Returns a name of a fixed length; a separator that no value holds keeps "a", "bc" from equalling "ab", "c". */
    String digest() {
        return new Sha256().add(String.join("\u0000", parts)).hex();
    }
}
