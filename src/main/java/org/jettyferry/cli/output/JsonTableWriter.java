package org.jettyferry.cli.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints an object with one list of objects. */
final class JsonTableWriter implements TableWriter {
    private final PrintWriter out;
    private final JsonWriter writer;
    private final String name;
    private final List<Column> columns;
    private boolean started;

    JsonTableWriter(PrintWriter out, String name, List<Column> columns) {
        this.out = out;
        this.writer = new JsonWriter(out);
        this.name = name;
        this.columns = columns;
    }

    /** Writes the opening brackets once, and not before the first row or the end. */
    private void start() throws IOException {
        if (!started) {
            started = true;
            writer.setIndent("  ");
            writer.beginObject().name(name).beginArray();
        }
    }

    @Override
    public void add(Object... values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!columns.get(i).json().isEmpty()) {
                row.put(columns.get(i).json(), values[i]);
            }
        }
        try {
            start();
            JsonPrinter.write(writer, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            start();
            writer.endArray().endObject().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
        out.flush();
    }
}
