package org.jettyferry.update.column;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Sql;

/**
 * Looks for rows whose columns do not agree, range by range. Each range is one query, so it sees both columns of a row at
 * one moment. Takes no locks.
 */
final class DriftSearch {
    private static final int KEYS = 20;
    private static final int RANGE_ROWS = 20_000;

    private final ColumnTarget target;

    DriftSearch(ColumnTarget target) {
        this.target = target;
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
        List<String> found = new ArrayList<>();
        Optional<List<String>> at = Optional.empty();
        String within = end.map(last -> " and " + target.key().upTo(last)).orElse("");
        do {
            TableKey.Range range = target.key().after(target.connection(), at, RANGE_ROWS);
            found.addAll(keys(range.condition() + within));
            at = range.last();
        } while (at.isPresent() && found.size() <= KEYS);
        return new Drift(found.subList(0, Math.min(KEYS, found.size())), found.size() > KEYS);
    }

    private List<String> keys(String condition) throws SQLException {
        String select = "select " + target.key().list() + " from "
                + target.pair().table().sql(target.dialect()) + " where " + condition + " and not "
                + target.sync().agree(target.pair());
        return Sql.rows(
                target.connection(),
                row -> String.join(", ", target.key().values(row)),
                target.dialect().limit(select, KEYS + 1));
    }
}
