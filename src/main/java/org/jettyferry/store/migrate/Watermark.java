package org.jettyferry.store.migrate;

import com.google.gson.Gson;
import java.util.List;
import java.util.Optional;
import org.jettyferry.store.plan.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * How far one lane of a fill is. The journal keeps the marks of all lanes as the watermark of the run.
 *
 * @param after the place behind which its next rows are, in the words of {@link RowRanges}; null for the beginning
 * @param upTo where its last row is; null for the end of the table
 * @param done whether it is through
 */
record Watermark(@Nullable String after, @Nullable String upTo, boolean done) {
    private static final Gson JSON = new Gson();

    /** A lane that has the whole table to itself. */
    static final Watermark ALL = new Watermark(null, null, false);

    Optional<String> begin() {
        return Optional.ofNullable(after);
    }

    Optional<String> end() {
        return Optional.ofNullable(upTo);
    }

    /** The mark behind a stretch that was migrated. */
    Watermark behind(RowRange range) {
        return range.last() ? new Watermark(after, upTo, true) : new Watermark(range.watermark(), upTo, false);
    }

    static String write(List<Watermark> marks) {
        return JSON.toJson(marks);
    }

    static List<Watermark> read(String watermark) {
        return List.of(JSON.fromJson(watermark, Watermark[].class));
    }
}
