package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** Prints values behind their labels, one below the other. */
public final class KeyValueWriter {
    private static final int WIDTH = 18;

    private final PrintWriter out;
    private final int columns;

    /** Prints nothing yet; values will stand on one line each, as scripts want them. */
    public KeyValueWriter(PrintWriter out) {
        this(out, Integer.MAX_VALUE);
    }

    /**
     * Prints nothing yet.
     *
     * @param columns of the terminal, which would break a longer line within a word
     */
    public KeyValueWriter(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /** On one line, or more where a terminal is narrower. */
    public void print(String label, String value) {
        out.print(label);
        out.print(" ".repeat(Math.max(1, WIDTH - label.length())));
        String rest = value;
        while (WIDTH + rest.length() > columns) {
            int blank = rest.lastIndexOf(' ', columns - WIDTH);
            int end = blank > 0 ? blank : rest.indexOf(' ');
            if (end < 0) {
                break;
            }
            out.println(rest.substring(0, end));
            out.print(" ".repeat(WIDTH));
            rest = rest.substring(end + 1);
        }
        out.println(rest);
    }

    /** Each on a line of its own; the label stands before the first. */
    public void print(String label, List<String> values) {
        String before = label;
        for (String value : values) {
            print(before, value);
            before = "";
        }
    }
}
