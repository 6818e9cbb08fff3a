package org.jettyferry.demo;

import java.util.List;
import java.util.regex.Pattern;

/** Prints what happens. The demo checks each claim, and the first one that is false ends it with an error. */
final class Narrator {
    /** So that a terminal does not break a word. */
    private static final int WIDTH = 96;

    private static final Pattern LINE = Pattern.compile("(.{1," + WIDTH + "})(?: +|$)|(\\S+)(?: +|$)");

    private Narrator() {}

    static void tell(String sentence) {
        List<String> lines = LINE.matcher(sentence)
                .results()
                .map(line -> line.group().stripTrailing())
                .toList();
        System.out.println("\n==> " + String.join("\n    ", lines));
    }

    static void show(String format, Object... values) {
        System.out.printf("    " + format + "%n", values);
    }

    static void check(String what, String expected, String seen) {
        if (!expected.equals(seen)) {
            throw new IllegalStateException(what + " should be " + expected + ", but is " + seen);
        }
    }

    static void check(String what, int expected, int seen) {
        check(what, Integer.toString(expected), Integer.toString(seen));
    }
}
