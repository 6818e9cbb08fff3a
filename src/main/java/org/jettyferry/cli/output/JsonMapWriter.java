package org.jettyferry.cli.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Prints an array of objects. One that was cut off lacks its bracket and does not parse. */
final class JsonMapWriter implements MapWriter {
    private final PrintWriter out;
    private final JsonWriter writer;
    private boolean started;

    JsonMapWriter(PrintWriter out) {
        this.out = out;
        this.writer = new JsonWriter(out);
    }

    @Override
    public Optional<String> fault(Entry entry) {
        return Optional.empty();
    }

    @Override
    public void add(Entry entry) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", entry.name());
        object.put("context", entry.context());
        object.put("schema", entry.schema());
        object.put("server", entry.server());
        try {
            start();
            JsonPrinter.write(writer, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void end() {
        try {
            start();
            writer.endArray().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
        out.flush();
    }

    private void start() throws IOException {
        if (!started) {
            started = true;
            writer.setIndent("  ");
            writer.beginArray();
        }
    }
}
