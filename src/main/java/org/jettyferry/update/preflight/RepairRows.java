package org.jettyferry.update.preflight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.jdbc.OperatorException.Kind;

/** Reads the rows that a repair can mend: one for each set of parameters. */
final class RepairRows {
    private static final int LONGEST_VALUE = 60;

    private final Check check;
    private final Set<String> parameters = new LinkedHashSet<>();

    RepairRows(Check check, List<RowStatement> statements) {
        this.check = check;
        statements.forEach(statement -> parameters.addAll(statement.parameters()));
    }

    /**
     * Reads them.
     *
     * @throws OperatorException if a parameter is no column of the query
     */
    List<RepairRow> read(ResultSet rows) throws SQLException {
        List<String> labels = ColumnText.labels(rows);
        Map<String, Integer> columns = columns(labels);
        Map<String, RepairRow> found = new LinkedHashMap<>();
        while (rows.next()) {
            if (found.size() < RepairSession.MOST_ROWS) {
                RepairRow row = new RepairRow(values(rows, columns), text(labels, ColumnText.values(rows)));
                found.putIfAbsent(row.key(), row);
            }
        }
        return List.copyOf(found.values());
    }

    private Map<String, Integer> columns(List<String> labels) {
        List<String> folded =
                labels.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList();
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int column = folded.indexOf(parameter.toLowerCase(Locale.ROOT));
            if (column < 0) {
                throw new OperatorException(
                        Kind.USAGE,
                        "the repair of the check " + check.name() + " has a parameter :" + parameter
                                + ", and the query no such column; it has " + String.join(", ", labels),
                        "Mend " + check.file() + ". Nothing was changed by this repair.");
            }
            columns.put(parameter, column + 1);
        }
        return columns;
    }

    private static Map<String, Optional<Object>> values(ResultSet rows, Map<String, Integer> columns)
            throws SQLException {
        Map<String, Optional<Object>> values = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> column : columns.entrySet()) {
            values.put(column.getKey(), Optional.ofNullable(rows.getObject(column.getValue())));
        }
        return values;
    }

    private static String text(List<String> labels, List<Optional<String>> values) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            texts.add(labels.get(i) + " = " + cut(values.get(i).orElse("NULL")));
        }
        return String.join(", ", texts);
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
    }
}
