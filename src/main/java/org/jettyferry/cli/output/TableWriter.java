package org.jettyferry.cli.output;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints the rows of a list as they arrive, and nothing before the first row or the end. */
public interface TableWriter {
    /** Adds a row: text, numbers, booleans, lists, maps and optionals of them, in the order of the columns. */
    void add(Object... values);

    /** Ends the list. Without this call JSON stays incomplete and does not parse. */
    void end();

    /**
     * A column. An empty name leaves it out of that format.
     *
     * @param csv its heading in CSV
     * @param text its heading for people
     * @param json its name in JSON
     * @param right whether text is aligned right
     */
    record Column(String csv, String text, String json, boolean right) {
        /** Makes a column that is aligned left. */
        public static Column left(String csv, String text, String json) {
            return new Column(csv, text, json, false);
        }

        /** Makes a column that is aligned right, for numbers. */
        public static Column right(String csv, String text, String json) {
            return new Column(csv, text, json, true);
        }
    }

    /** Returns an element of a list; in quotes if it contains a blank, which separates elements. */
    private static String element(Object value) {
        String text = plain(value);
        return text.indexOf(' ') < 0 && text.indexOf('"') < 0 ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Returns a value as text for a line of CSV or a column. */
    static String plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(TableWriter::plain).orElse("");
        }
        if (value instanceof List<?> list) {
            return String.join(" ", list.stream().map(TableWriter::element).toList());
        }
        if (value instanceof Map<?, ?> map) {
            return plain(map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList());
        }
        return String.valueOf(value);
    }
}
