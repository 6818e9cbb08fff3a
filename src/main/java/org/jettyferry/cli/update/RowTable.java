package org.jettyferry.cli.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of a site in aligned columns. A long value is cut, and control characters can't reach the terminal. */
final class RowTable {
    private static final int WIDEST = 40;

    private RowTable() {}

    /** Returns a heading and a line for each row. */
    static List<String> lines(List<String> columns, List<List<Optional<String>>> rows) {
        List<List<String>> cells = new ArrayList<>();
        if (!rows.isEmpty()) {
            cells.add(columns.stream().map(RowTable::plain).toList());
        }
        for (List<Optional<String>> row : rows) {
            cells.add(row.stream().map(value -> plain(value.orElse("NULL"))).toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return cells.stream().map(line -> aligned(line, widths)).toList();
    }

    /** Returns a value as one word of a line. */
    static String plain(String value) {
        String text = withoutControls(value);
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
    }

    /** Replaces characters that a terminal would obey. */
    static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : "  ").append(line.get(i));
            text.append(" ".repeat(widths[i] - line.get(i).length()));
        }
        return text.toString().stripTrailing();
    }
}
