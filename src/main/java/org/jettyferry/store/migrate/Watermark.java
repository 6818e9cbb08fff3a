package org.jettyferry.store.migrate;

import com.google.gson.Gson;
import java.util.List;
import java.util.Optional;
import org.jettyferry.store.plan.RowRange;
import org.jspecify.annotations.Nullable;

/**
 * How far one lane of FILL is. The journal keeps the watermarks of all lanes as one JSON array.
 *
 * @param after the place after which its next rows are, in the notation of {@link RowRanges}; null for the beginning
 * @param upTo the place of its last row; null for the end of the table
 * @param done whether the lane has no more rows
 */
record Watermark(@Nullable String after, @Nullable String upTo, boolean done) {
    private static final Gson JSON = new Gson();

    /** The watermark of a lane that has the whole table. */
    static final Watermark ALL = new Watermark(null, null, false);

    Optional<String> begin() {
        return Optional.ofNullable(after);
    }

    Optional<String> end() {
        return Optional.ofNullable(upTo);
    }

    /** Returns the watermark after a range is migrated. */
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
