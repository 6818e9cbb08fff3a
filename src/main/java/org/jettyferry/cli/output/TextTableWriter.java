package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints aligned columns for people. The first rows decide the widths: memory cannot hold every list, so later rows
 * that are wider break the alignment.
 */
final class TextTableWriter implements TableWriter {
    private static final int MEASURED = 1000;

    private final PrintWriter out;
    private final List<Column> all;
    private final List<Column> columns;
    private final List<String> headings;
    private final List<List<String>> waiting = new ArrayList<>();
    private boolean measured;
    private final int[] widths;

    TextTableWriter(PrintWriter out, List<Column> columns) {
        this.out = out;
        this.all = columns;
        this.columns =
                columns.stream().filter(column -> !column.text().isEmpty()).toList();
        this.headings = this.columns.stream().map(Column::text).toList();
        this.widths = new int[this.columns.size()];
    }

    @Override
    public void add(Object... values) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!all.get(i).text().isEmpty()) {
                row.add(TableWriter.plain(values[i]));
            }
        }
        if (measured) {
            print(row);
            return;
        }
        waiting.add(row);
        if (waiting.size() == MEASURED) {
            printWaiting();
        }
    }

    @Override
    public void end() {
        if (!measured) {
            printWaiting();
        }
        out.flush();
    }

    private void printWaiting() {
        measured = true;
        waiting.add(0, headings);
        for (List<String> row : waiting) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        waiting.forEach(this::print);
        waiting.clear();
    }

    private void print(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(Math.max(0, widths[i] - row.get(i).length()));
            line.append(i == 0 ? "" : "  ");
            line.append(columns.get(i).right() ? gap + row.get(i) : row.get(i) + gap);
        }
        out.println(line.toString().stripTrailing());
    }
}
