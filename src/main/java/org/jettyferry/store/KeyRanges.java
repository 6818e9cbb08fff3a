package org.jettyferry.store;

import com.google.gson.Gson;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jettyferry.database.Dialect;
import org.jettyferry.database.Sql;

/**
 * Stretches of keys: behind one, up to and with another. Written out column by column, because MySQL does not use an
 * index for {@code (a, b) > (1, 2)}.
 */
record KeyRanges(Work work, Connection reader, int chunkRows) implements RowRanges {
    private static final Gson JSON = new Gson();

    @Override
    public RowRange after(Optional<String> watermark) throws SQLException {
        List<String> key = work.statements().sourceKey();
        List<String> after = watermark
                .map(json -> List.of(JSON.fromJson(json, String[].class)))
                .orElse(List.of());
        String rest = after.isEmpty() ? "1 = 1" : beyond(key, after, ">", ">");
        List<List<String>> bound = Sql.rows(
                reader, row -> values(row, key.size()), work.statements().bound(rest, chunkRows));
        if (bound.isEmpty()) {
            return new RowRange(rest, "", true);
        }
        String condition = rest + " and " + beyond(key, bound.get(0), "<", "<=");
        return new RowRange(condition, JSON.toJson(bound.get(0)), false);
    }

    private static List<String> values(ResultSet row, int columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            values.add(row.getString(i));
        }
        return values;
    }

    private String beyond(List<String> key, List<String> values, String strict, String last) {
        Dialect dialect = work.dialect();
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
