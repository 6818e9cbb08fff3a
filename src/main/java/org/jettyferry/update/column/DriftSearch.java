package org.jettyferry.update.column;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jettyferry.jdbc.Sql;

/**
 * Looks for rows whose columns do not agree, range by range. Each range is one query, so it sees both columns of a row at
 * one moment. Takes no locks.
 */
final class DriftSearch {
    private static final int KEYS = 20;
    private static final int RANGE_ROWS = 20_000;

    private final ColumnTarget target;
    private final Lanes lanes;
    private final boolean two;

    /** @param rows about how many rows the table has */
    DriftSearch(ColumnTarget target, Lanes lanes, long rows) {
        this.target = target;
        this.lanes = lanes;
        this.two = lanes.help(rows, RANGE_ROWS);
    }

    /** Looks at all rows. */
    Drift inAll() throws SQLException {
        return search(Optional.empty());
    }

    /** Looks at the rows that are copied. */
    Drift inCopied(ColumnState state) throws SQLException {
        return state.watermark().isEmpty() ? Drift.NONE : search(state.watermark());
    }

    private Drift search(Optional<List<String>> end) throws SQLException {
        Map<Long, List<String>> byRange = new ConcurrentSkipListMap<>(); // in the order of the key
        String within = end.map(last -> " and " + target.key().upTo(last)).orElse("");
        RangeQueue queue = new RangeQueue(Optional.empty(), RANGE_ROWS);
        lanes.run(target, queue, two, over -> part -> {
            byRange.put(part.number(), keys(over, part.range().condition() + within));
            if (byRange.values().stream().mapToInt(List::size).sum() > KEYS) {
                queue.end();
            }
        });
        List<String> found = byRange.values().stream().flatMap(List::stream).toList();
        return new Drift(found.subList(0, Math.min(KEYS, found.size())), found.size() > KEYS);
    }

    private static List<String> keys(ColumnTarget over, String condition) throws SQLException {
        String select = "select " + over.key().list() + " from "
                + over.pair().table().sql(over.dialect()) + " where " + condition + " and not "
                + over.sync().agree(over.pair());
        return Sql.rows(
                over.connection(),
                row -> String.join(", ", over.key().values(row)),
                over.dialect().limit(select, KEYS + 1));
    }
}
