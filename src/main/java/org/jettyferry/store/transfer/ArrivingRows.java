package org.jettyferry.store.transfer;

import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jettyferry.jdbc.RowWriter;
import org.jettyferry.jetty.SessionColumn;
import org.jspecify.annotations.Nullable;

/** Writes rows into a waiting room. */
record ArrivingRows(ArrivingSessions waiting) {
    void insert(List<ArrivingSessions.Arriving> rows) throws SQLException {
        List<@Nullable Object[]> values = new ArrayList<>();
        rows.forEach(row -> values.add(values(row)));
        try (RowWriter writer =
                waiting.dialect().rowWriter().open(waiting.connection(), waiting.sql(), names(), types())) {
            writer.write(values);
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of("ferry_transfer", "ferry_source"));
        names.addAll(ArrivingSessions.KEY);
        names.addAll(List.of("ferry_check", "ferry_refused", "ferry_reason"));
        waiting.columns().forEach(column -> names.add(waiting.name(column)));
        names.add(waiting.name(SessionColumn.MAP));
        return names;
    }

    private int[] types() {
        IntStream texts = IntStream.generate(() -> Types.VARCHAR).limit(ArrivingSessions.KEY.size() + 5L);
        IntStream values =
                waiting.columns().stream().mapToInt(column -> column.isText() ? Types.VARCHAR : Types.BIGINT);
        return IntStream.concat(IntStream.concat(texts, values), IntStream.of(Types.VARBINARY))
                .toArray();
    }

    private @Nullable Object[] values(ArrivingSessions.Arriving arriving) {
        SourceKey key = arriving.row().key();
        List<@Nullable Object> values = new ArrayList<>(List.of(waiting.transfer(), key.digest()));
        for (int i = 0; i < ArrivingSessions.KEY.size(); i++) {
            values.add(i < key.parts().size() ? key.parts().get(i) : "");
        }
        values.addAll(List.of(arriving.row().check(), arriving.refused(), arriving.reason()));
        values.addAll(arriving.row().values());
        values.add(arriving.map());
        return values.toArray();
    }
}
