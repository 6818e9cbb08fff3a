package org.jettyferry.store;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.Dialect;

/**
 * A stretch of the old table by its key: after one key, up to and with another. Written out column by column, because
 * MySQL does not use an index for {@code (a, b) > (1, 2)}.
 *
 * @param after the last key that is done; empty at the beginning
 * @param upTo the last key of the stretch; empty for the rest of the table
 */
record KeyRange(List<String> after, List<String> upTo) {
    private static final Gson JSON = new Gson();

    KeyRange {
        after = List.copyOf(after);
        upTo = List.copyOf(upTo);
    }

    /** The whole rest of the table behind a watermark of the journal. */
    static KeyRange behind(Optional<String> watermark) {
        return new KeyRange(watermark.map(KeyRange::parse).orElse(List.of()), List.of());
    }

    /** What the journal keeps of the end of this stretch. */
    String watermark() {
        return JSON.toJson(upTo);
    }

    private static List<String> parse(String watermark) {
        return List.of(JSON.fromJson(watermark, String[].class));
    }

    /** The condition, or {@code 1 = 1} for the whole table. */
    String condition(Dialect dialect, List<String> key) {
        List<String> parts = new ArrayList<>();
        if (!after.isEmpty()) {
            parts.add(beyond(dialect, key, after, ">", ">"));
        }
        if (!upTo.isEmpty()) {
            parts.add(beyond(dialect, key, upTo, "<", "<="));
        }
        return parts.isEmpty() ? "1 = 1" : String.join(" and ", parts);
    }

    private static String beyond(Dialect dialect, List<String> key, List<String> values, String strict, String last) {
        int end = key.size() - 1;
        String condition = key.get(end) + " " + last + " " + dialect.text(values.get(end));
        for (int i = end - 1; i >= 0; i--) {
            String value = dialect.text(values.get(i));
            condition = "(" + key.get(i) + " " + strict + " " + value + " or (" + key.get(i) + " = " + value + " and "
                    + condition + "))";
        }
        // Said once more for the first column alone: that is what an index can be searched by.
        return key.size() == 1
                ? condition
                : "(" + key.get(0) + " " + strict + "= " + dialect.text(values.get(0)) + " and " + condition + ")";
    }
}
