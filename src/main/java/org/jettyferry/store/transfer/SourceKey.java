package org.jettyferry.store.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

    /** Reads it from the first columns of a row. */
    static SourceKey of(ResultSet row, int keyParts) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= keyParts; i++) {
            String part = row.getString(i);
            parts.add(part == null ? "" : part);
        }
        return new SourceKey(parts);
    }

    /** Returns a name of a fixed length; a separator that no value holds keeps "a", "bc" from equalling "ab", "c". */
    String digest() {
        return new Sha256().add(String.join("\u0000", parts)).hex();
    }
}
