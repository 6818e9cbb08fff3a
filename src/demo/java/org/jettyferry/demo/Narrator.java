package org.jettyferry.demo;

import com.google.gson.JsonObject;

/** Prints what happens. The demo checks each claim, and the first one that is false ends it with an error. */
final class Narrator {
    private Narrator() {}

    static void tell(String sentence) {
        System.out.println("\n==> " + sentence);
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

    static String text(JsonObject page, String name) {
        return page.has(name) ? page.get(name).getAsString() : "(nothing)";
    }
}
