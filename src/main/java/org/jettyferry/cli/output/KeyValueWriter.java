package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** Prints labels and values, one pair per line. */
public final class KeyValueWriter {
    private static final int WIDTH = 18;

    private final PrintWriter out;
    private final int columns;

    /** Makes a writer that puts each value on one line, for scripts. */
    public KeyValueWriter(PrintWriter out) {
        this(out, Integer.MAX_VALUE);
    }

    /**
     * Makes a writer that breaks long values between words.
     *
     * @param columns the width of the terminal
     */
    public KeyValueWriter(PrintWriter out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Prints a value, on several lines where it is wider than the terminal. */
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

    /** Prints each value on its own line, and the label before the first. */
    public void print(String label, List<String> values) {
        String before = label;
        for (String value : values) {
            print(before, value);
            before = "";
        }
    }
}
