package org.jettyferry.store.migrate;

import com.google.gson.Gson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.jdbc.Sql;
import org.jettyferry.store.plan.RowRange;

/**
 * Ranges of the old table's key, each after one key and up to another. Works on every database.
 *
 * <p>Comparisons of composite keys are written out column by column, because MySQL uses no index for
 * {@code (a, b) > (1, 2)}:
 *
 * <pre>{@code
 *   a >= 1 and (a > 1 or (a = 1 and b > 2))
 * }</pre>
 */
record KeyRanges(RunContext work, Connection reader, int chunkRows) implements RowRanges {
    private static final Gson JSON = new Gson();

    @Override
    public RowRange after(Watermark lane) throws SQLException {
        String rest = within(lane);
        Optional<List<String>> bound = bound(rest, chunkRows);
        if (bound.isEmpty()) {
            return new RowRange(rest, "", true);
        }
        String condition = rest + " and " + beyond(work.statements().sourceKey(), bound.get(), "<", "<=");
        return new RowRange(condition, JSON.toJson(bound.get()), false);
    }

    @Override
    public List<Watermark> lanes(int most, long rows) throws SQLException {
        List<Watermark> lanes = new ArrayList<>();
        Watermark rest = Watermark.ALL;
        for (int i = 1; i < most; i++) {
            Optional<List<String>> bound = bound(within(rest), rows / most);
            if (bound.isPresent()) {
                String place = JSON.toJson(bound.get());
                lanes.add(new Watermark(rest.after(), place, false));
                rest = new Watermark(place, null, false);
            }
        }
        lanes.add(rest);
        return lanes;
    }

    private String within(Watermark lane) {
        List<String> key = work.statements().sourceKey();
        List<String> conditions = new ArrayList<>();
        lane.begin().ifPresent(place -> conditions.add(beyond(key, key(place), ">", ">")));
        lane.end().ifPresent(place -> conditions.add(beyond(key, key(place), "<", "<=")));
        return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
    }

    private static List<String> key(String place) {
        return List.of(JSON.fromJson(place, String[].class));
    }

    /** Returns the key of the row that is so many rows further on; empty if there are fewer. */
    private Optional<List<String>> bound(String rest, long rows) throws SQLException {
        int columns = work.statements().sourceKey().size();
        return Sql.rows(reader, row -> values(row, columns), work.statements().bound(rest, rows)).stream()
                .findFirst();
    }

    private static List<String> values(ResultSet row, int columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            values.add(row.getString(i));
        }
        return values;
    }

    /** Returns the comparison of the key with values; {@code last} is the operator of the last column. */
    private String beyond(List<String> key, List<String> values, String strict, String last) {
        List<String> bounds = work.statements().keyLiterals(values);
        int end = key.size() - 1;
        String condition = key.get(end) + " " + last + " " + bounds.get(end);
        for (int i = end - 1; i >= 0; i--) {
            String bound = bounds.get(i);
            condition = "(" + key.get(i) + " " + strict + " " + bound + " or (" + key.get(i) + " = " + bound + " and "
                    + condition + "))";
        }
        // The bound of the first column is repeated alone, because an index can be searched by it.
        return key.size() == 1
                ? condition
                : "(" + key.get(0) + " " + strict + "= " + bounds.get(0) + " and " + condition + ")";
    }
}
