package org.jettyferry.cli;

import java.io.PrintWriter;
import java.util.List;

/** Prints values behind their labels, one below the other. */
final class Labelled {
    private static final int WIDTH = 18;

    private final PrintWriter out;

    Labelled(PrintWriter out) {
        this.out = out;
    }

    void print(String label, String value) {
        out.print(label);
        out.print(" ".repeat(Math.max(1, WIDTH - label.length())));
        out.println(value);
    }

    /** Each on a line of its own; the label stands before the first. */
    void print(String label, List<String> values) {
        String before = label;
        for (String value : values) {
            print(before, value);
            before = "";
        }
    }
}
