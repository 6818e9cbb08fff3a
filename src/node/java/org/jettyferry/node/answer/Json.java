package org.jettyferry.node.answer;

import java.util.Map;

/** Writes maps, collections, strings, numbers and booleans as JSON. */
public final class Json {
    private Json() {}

    /** Returns the document in one line. */
    public static String of(Object value) {
        StringBuilder text = new StringBuilder();
        write(text, value);
        return text.append('\n').toString();
    }

    private static void write(StringBuilder text, Object value) {
        if (value instanceof Map) {
            String[] separator = {"{"};
            ((Map<?, ?>) value).forEach((name, item) -> {
                text.append(separator[0]);
                string(text, String.valueOf(name));
                write(text.append(':'), item);
                separator[0] = ",";
            });
            text.append(separator[0].equals("{") ? "{}" : "}");
        } else if (value instanceof Iterable) {
            String separator = "";
            text.append('[');
            for (Object item : (Iterable<?>) value) {
                write(text.append(separator), item);
                separator = ",";
            }
            text.append(']');
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            string(text, String.valueOf(value));
        }
    }

    private static void string(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character < ' ' || character == '<' || character == '>' || Character.isSurrogate(character)) {
                text.append(String.format("\\u%04x", (int) character));
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }
}
