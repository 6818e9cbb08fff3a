package org.jettyferry.update.preflight;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads values as text. Of binary ones it tells the length only: nobody could read them, and they may hold secrets. */
final class ColumnText {
    private static final Set<Integer> BINARY = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);

    private ColumnText() {}

    /** Returns the labels of the columns. */
    static List<String> labels(ResultSet rows) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            labels.add(metadata.getColumnLabel(i));
        }
        return labels;
    }

    /** Returns the values of the current row; empty for NULL. */
    static List<Optional<String>> values(ResultSet rows) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<Optional<String>> values = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            values.add(value(rows, i, metadata.getColumnType(i)));
        }
        return values;
    }

    private static Optional<String> value(ResultSet rows, int column, int type) throws SQLException {
        if (BINARY.contains(type)) {
            return Optional.ofNullable(rows.getBytes(column)).map(bytes -> "(" + bytes.length + " bytes)");
        }
        Object value = rows.getObject(column);
        return value instanceof Boolean // as text it is "t" or "1"
                ? Optional.of(value.toString())
                : Optional.ofNullable(rows.getString(column));
    }
}
