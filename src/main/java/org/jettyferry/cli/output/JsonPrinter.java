package org.jettyferry.cli.output;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes maps, lists, texts, numbers and booleans as JSON; an empty {@link Optional} as null. */
public final class JsonPrinter {
    private JsonPrinter() {}

    /**
     * Prints an object, indented.
     *
     * @param out where to print
     * @param value its members, in this order
     */
    public static void print(PrintWriter out, Map<String, ?> value) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = new JsonWriter(text)) {
            writer.setIndent("  ");
            write(writer, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println(text);
    }

    static void write(JsonWriter writer, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            writer.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                writer.name(String.valueOf(entry.getKey()));
                write(writer, entry.getValue());
            }
            writer.endObject();
        } else if (value instanceof List<?> list) {
            writer.beginArray();
            for (Object element : list) {
                write(writer, element);
            }
            writer.endArray();
        } else if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                write(writer, optional.get());
            } else {
                writer.nullValue();
            }
        } else if (value instanceof Number number) {
            writer.value(number);
        } else if (value instanceof Boolean truth) {
            writer.value(truth);
        } else {
            writer.value(value.toString());
        }
    }
}
