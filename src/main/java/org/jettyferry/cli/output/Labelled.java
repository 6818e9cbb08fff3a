package org.jettyferry.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** Prints values behind their labels, one below the other. */
public final class Labelled {
    private static final int WIDTH = 18;

    private final PrintWriter out;

    /** Prints nothing yet. */
    public Labelled(PrintWriter out) {
        this.out = out;
    }

    /** On one line. */
    public void print(String label, String value) {
        out.print(label);
        out.print(" ".repeat(Math.max(1, WIDTH - label.length())));
        out.println(value);
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
