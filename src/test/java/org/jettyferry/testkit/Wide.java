package org.jettyferry.testkit;

import org.junit.jupiter.api.Assumptions;

/**
 * Tells whether this build runs the wide matrices. A normal build runs one combination of each kind; with
 * {@code -Dferry.test.wide=true} it runs the rest too, and takes several minutes more.
 */
public final class Wide {
    /** Whether this build runs everything. */
    public static final boolean ON = Boolean.getBoolean("ferry.test.wide");

    private Wide() {}

    /**
     * Skips the rest of a test in a normal build, and prints what is skipped: a build's summary shows only numbers.
     *
     * @param what names the combination
     */
    public static void assume(String what) {
        String reason = what + ": -Dferry.test.wide=true runs it";
        if (!ON) {
            System.err.println("SKIPPED " + reason);
        }
        Assumptions.assumeTrue(ON, reason);
    }
}
