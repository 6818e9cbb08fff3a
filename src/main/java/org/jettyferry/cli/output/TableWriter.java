package org.jettyferry.cli.output;

import java.util.List;
import java.util.Optional;

/** Prints rows as they come, and nothing before the first of them or the end: what is refused answers nothing. */
public interface TableWriter {
    /** Values in the order of the columns: texts, numbers, truths, lists and optionals of them. */
    void add(Object... values);

    /** All rows are there. One that is not reached leaves JSON that nobody takes for the whole. */
    void end();

    /**
     * A column; without a name in one of the forms it is not in that form.
     *
     * @param csv its heading in CSV
     * @param text its heading for people
     * @param json its name in JSON
     * @param right whether people read it better from the right
     */
    record Column(String csv, String text, String json, boolean right) {
        /** A column that people read from the left. */
        public static Column left(String csv, String text, String json) {
            return new Column(csv, text, json, false);
        }

        /** A column that people read better from the right, as numbers. */
        public static Column right(String csv, String text, String json) {
            return new Column(csv, text, json, true);
        }
    }

    /** A value among others with blanks between them: in quotes if it has a blank itself. */
    private static String element(Object value) {
        String text = plain(value);
        return text.indexOf(' ') < 0 && text.indexOf('"') < 0 ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A value on a line of text. */
    static String plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(TableWriter::plain).orElse("");
        }
        if (value instanceof List<?> list) {
            return String.join(" ", list.stream().map(TableWriter::element).toList());
        }
        return String.valueOf(value);
    }
}
