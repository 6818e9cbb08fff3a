package org.jettyferry.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints CSV as in RFC 4180, but with the line ends of this operating system, which its tools expect. */
final class CsvTableWriter implements TableWriter {
    private final PrintWriter out;
    private final CsvWriter writer;
    private final List<Column> columns;
    private boolean started;

    CsvTableWriter(PrintWriter out, List<Column> columns) {
        this.out = out;
        this.writer = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.PLATFORM)
                .bufferSize(0)
                .build(out);
        this.columns = columns;
    }

    private void start() {
        if (!started) {
            started = true;
            writer.writeRecord(columns.stream()
                    .map(Column::csv)
                    .filter(name -> !name.isEmpty())
                    .toList());
        }
    }

    @Override
    public void add(Object... values) {
        start();
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!columns.get(i).csv().isEmpty()) {
                fields.add(TableWriter.plain(values[i]));
            }
        }
        writer.writeRecord(fields);
    }

    @Override
    public void end() {
        start();
        out.flush();
    }
}
